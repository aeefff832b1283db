from django.urls import path

from exercises import views

app_name = "exercises"
urlpatterns = [
    path("exercises/", views.library, name="library"),
    path("exercises/<slug:slug>/", views.exercise, name="exercise"),
    path("sources/", views.sources, name="sources"),
]
