// Drawings that move, and the key that pauses them. Without this module a tick box shows the movement (CSS alone).

const still = matchMedia("(prefers-reduced-motion: reduce)");
const isStill = () => still.matches || "still" in document.documentElement.dataset;

for (const figure of document.querySelectorAll("[data-figure]")) {
  const key = figure.querySelector("[data-figure-key]");
  const box = figure.querySelector("[data-figure-box]");
  const svg = figure.querySelector("svg");
  if (!key || !svg) continue;

  const isMoving = () =>
    figure.classList.contains(isStill() ? "moves-asked" : "moves") && !svg.animationsPaused();

  const tell = () => {
    for (const words of key.querySelectorAll("[data-when]")) {
      words.hidden = (words.dataset.when === "moving") !== isMoving();
    }
  };

  box.checked = false;
  box.parentElement.hidden = true;
  key.hidden = false;
  figure.classList.add("moves");
  key.addEventListener("click", () => {
    if (isMoving()) svg.pauseAnimations();
    else {
      figure.classList.add("moves-asked");
      svg.unpauseAnimations();
    }
    tell();
  });
  still.addEventListener("change", tell);
  tell();
}
