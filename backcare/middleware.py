"""What every answer carries."""

from django.utils.cache import patch_cache_control


def private_pages(get_response):
    """Keeps the pages of someone signed in out of shared caches; they are asked for anew after logging out."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return middleware
