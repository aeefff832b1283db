// Heart-raising minutes done away from the phone, and how hard they were.

// `actions`: open(), keep(minutes) and talk(answer).
export function setUpElsewhere(actions) {
  const form = document.querySelector("[data-elsewhere-form]");
  const input = form.querySelector("input");
  document.querySelector("[data-elsewhere]").addEventListener("click", actions.open);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const minutes = Number(input.value);
    const isRight = Number.isInteger(minutes) && minutes > 0 && minutes <= 600;
    form.querySelector("[data-missing]").hidden = isRight;
    input.setAttribute("aria-invalid", String(!isRight));
    input.classList.toggle("is-invalid", !isRight);
    if (isRight) actions.keep(minutes);
    else input.focus();
  });
  for (const key of document.querySelectorAll("[data-talk-answer]")) {
    key.addEventListener("click", () => {
      document.querySelector("[data-talk-prompt]").hidden = true;
      actions.talk(key.dataset.talkAnswer);
    });
  }
}
