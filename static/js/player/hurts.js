// "This hurts": where, how much and what then; and the questions that come first when a leg or numbness is in it.
import { show, write, fill } from "./screen.js";

const LEG = new Set(["leg", "below_knee"]);

const chosen = (form, name) => form.querySelector(`input[name="${name}"]:checked`)?.value ?? "";

// The drawing of what hurts, still and without its words: the name stands beside it.
function picture(slug) {
  for (const place of document.querySelectorAll("[data-hurt-picture]")) {
    const copy = document.querySelector(`[data-figure-of="${slug}"]`)?.cloneNode(true);
    place.replaceChildren(...(copy ? [copy] : []));
    if (!copy) continue;
    delete copy.dataset.figureOf;
    copy.hidden = false;
    copy.classList.remove("moves", "moves-asked");
    for (const one of copy.querySelectorAll("*")) for (const name of ["id", "aria-labelledby"]) one.removeAttribute(name);
    copy.querySelector("svg")?.pauseAnimations();
  }
}

// `actions`: easier, skip, end and carryOn, and report(signs, hurt) for signs that stop everything.
export function setUpHurts(script, actions) {
  const form = document.querySelector("[data-hurt]");
  const signs = document.querySelector("[data-signs]");
  const advice = form.querySelector("[data-advice]");
  let hurt = null;
  let then = null;

  const advise = () => {
    const pain = chosen(form, "pain");
    advice.textContent = pain === "" ? advice.dataset.usual : script.words[pain > 5 ? "from_6" : pain > 3 ? "from_4" : "up_to_3"];
    form.dataset.light = pain === "" ? "" : pain > 5 ? "red" : pain > 3 ? "amber" : "green";
    // At six and more going on is not offered; at four and five the easier one is, first of all.
    form.querySelector("[value=easier]").closest("li").hidden = !hurt?.step.version.canEase || pain > 5;
    form.querySelector("[value=on]").closest("li").hidden = pain > 3;
  };
  const isSaid = () => chosen(form, "where") !== "" && chosen(form, "pain") !== "";
  form.addEventListener("change", () => {
    advise();
    if (isSaid()) form.querySelector("[data-missing]").hidden = true;
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const where = chosen(form, "where");
    const pain = chosen(form, "pain");
    const way = event.submitter?.value;
    const missing = form.querySelector("[data-missing]");
    missing.hidden = way === "on" || isSaid();
    if (!missing.hidden) {
      form.querySelector(where === "" ? 'input[name="where"]' : 'input[name="pain"]').focus();
      return;
    }
    if (isSaid()) {
      hurt.entry = { exercise: hurt.step.item.slug, where, pain_nrs: Number(pain), then: way };
      actions.record(hurt.entry);
    }
    if (!LEG.has(where)) {
      actions[way](hurt.step);
      return;
    }
    then = way;
    signs.reset();
    signs.querySelector("[data-missing]").hidden = true;
    show("signs");
  });

  const none = signs.querySelector('input[name="none"]');
  signs.addEventListener("change", ({ target }) => {
    const ticked = [...signs.querySelectorAll('input[name="signs"]')];
    if (target === none && none.checked) for (const box of ticked) box.checked = false;
    else if (ticked.some((box) => box.checked)) none.checked = false;
    if (none.checked || ticked.some((box) => box.checked)) signs.querySelector("[data-missing]").hidden = true;
  });
  signs.addEventListener("submit", (event) => {
    event.preventDefault();
    const ticked = [...signs.querySelectorAll('input[name="signs"]:checked')].map((box) => box.value);
    const missing = signs.querySelector("[data-missing]");
    missing.hidden = ticked.length > 0 || none.checked;
    if (!missing.hidden) none.focus();
    else if (ticked.length) actions.report(ticked);
    // A leg is in it: the exercise is out for today, whichever way was chosen, unless the easier one or the end was.
    else actions[then === "on" ? "skip" : then](hurt.step);
  });
  signs.querySelector("[data-back]").addEventListener("click", () => show("hurt"));
  for (const key of document.querySelectorAll("[data-back-to-play]")) key.addEventListener("click", () => actions.backToPlay());

  return function ask({ step, left, next, kept, count }) {
    hurt = { step: { ...step, version: { ...step.version, canEase: Boolean(step.item.easier) && step.version === step.item } } };
    form.reset();
    form.querySelector("[data-missing]").hidden = true;
    picture(step.version.slug);
    for (const name of ["hurt-name", "signs-name"]) write(name, step.version.name);
    for (const name of ["hurt-count", "signs-count"]) write(name, count);
    for (const name of ["hurt-kept", "signs-kept"]) write(name, [left && fill(script.words.left_in, { time: left }), kept].filter(Boolean).join(", "));
    write("easier-name", step.item.easier?.name ?? "");
    write("skip-to", next ? fill(script.words.on_to, { name: next }) : script.words.to_the_end);
    write("end-kept", kept);
    write("on-from", left ? fill(script.words.carry_on_from, { time: left }) : "");
    for (const figure of document.querySelectorAll("[data-hurt-figure]")) figure.hidden = figure.dataset.hurtFigure !== step.item.easier?.slug;
    advise();
    show("hurt");
  };
}

