// Leads through a session: the clock, the keys, and what is kept. Without it the page is the session to read.
import { choices, choose, wasAsked } from "./choices.js";
import { advance, afterSkip, beforeBack, firstOf, freshState, goTo, passedMs, plannedMs, repeatAt, stepsOf, totalMinutes } from "./course.js";
import { askHow, fieldsOf, save, setUpFinish } from "./finish.js";
import { setUpHurts } from "./hurts.js";
import { handOver, keepPlace, keptPlace, newKey } from "./keep.js";
import { announce, clockWords, draw, fill, show, write } from "./screen.js";
import * as signals from "./signals.js";

const TICK_MS = 100;
const AWAY_MS = 90_000;
const KEEP_MS = 5_000;

function localDate() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
}

function start(script) {
  const { words } = script;
  let state = freshState(script, localDate(), newKey());
  let steps = stepsOf(script, state);
  let isRunning = false;
  let last = 0; // when the clock was last read
  let kept = 0; // when the place was last kept
  let isStarted = false;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const on = (name, work) => document.querySelector(`[data-${name}]`)?.addEventListener("click", work);
  const redraw = () => draw(script, state, steps, { isRunning, isStill: choices.still || still.matches });

  function keep() {
    kept = Date.now();
    keepPlace(state).catch(() => {
      document.querySelector("[data-cant-keep]").hidden = false;
    });
  }

  // The clock ------------------------------------------------------------------------------------------------------

  // Time is read, never counted: a late tick loses nothing. A clock that was set back stands for a moment.
  function tick() {
    if (!isRunning) return;
    const now = Date.now();
    const passed = Math.max(0, now - last);
    last = now;
    const wasAway = passed > AWAY_MS;
    const before = { step: steps[state.index], into: state.into, passed: passedMs(state, steps) };
    const { ended, isHeld } = advance(state, steps, passed, wasAway);
    if (state.index >= steps.length) return finish();
    if (isHeld) {
      pause();
      write("cue", words.away);
      return keep();
    }
    if (ended.length) began();
    else within(before);
    half(before.passed);
    if (ended.length || now - kept > KEEP_MS) keep();
    redraw();
  }

  function began() {
    const step = steps[state.index];
    if (step.kind === "work") {
      signals.go();
      if (step.reps > 1) signals.say(fill(words.times, { reps: step.reps }), 2);
      else signals.say(words.go);
    } else signals.rest();
    if (step.kind === "ready" || step.kind === "change") {
      signals.say(`${fill(words.next_is, { name: step.version.name })}. ${step.version.dose}.`);
      signals.say(`${step.version.name}. ${step.version.start}`, 3);
    } else if (step.kind === "side") signals.say(words.other_side);
    else if (step.kind === "rest") signals.say(words.rest, 2);
  }

  // What falls between two readings of the clock inside one step.
  function within({ step, into }) {
    const left = (ms) => Math.ceil((step.seconds * 1000 - ms) / 1000);
    const [was, is] = [left(into), left(state.into)];
    if (is < was && is <= 3 && is > 0) signals.tick();
    if (was > 10 && is <= 10 && step.kind === "work" && step.seconds >= 60) signals.say(words.last_ten, 2);
    if (step.kind !== "work" || !step.reps) return;
    const [one, two] = [repeatAt(step, into), repeatAt(step, state.into)];
    if (step.hold_s && two.phase === "hold" && one.phase !== "hold") {
      signals.hold();
      signals.say(words.hold, 3);
    }
    if (two.phase === "back" && one.phase === "hold") {
      signals.hold();
      signals.say(words.back, 3);
    }
    if (two.rep > one.rep) signals.say(String(two.rep), 3);
  }

  function half(before) {
    const middle = plannedMs(steps) / 2;
    const now = passedMs(state, steps);
    if (before < middle && now >= middle) {
      announce(words.half);
      signals.say(words.half, 2);
    }
    const step = steps[state.index];
    if (step.kind === "work" && !step.reps && step.item.block === "heart") {
      const middleOfIt = step.seconds * 500;
      const isPast = state.into >= middleOfIt;
      document.querySelector("[data-talk-prompt]").hidden = !isPast || Boolean(state.talk);
    } else document.querySelector("[data-talk-prompt]").hidden = true;
  }

  // The keys -------------------------------------------------------------------------------------------------------

  function play() {
    if (isRunning) return;
    signals.wake();
    signals.stayAwake(true);
    isRunning = true;
    last = Date.now();
    redraw();
  }

  function pause() {
    if (isRunning) tick();
    isRunning = false;
    signals.hush();
    signals.stayAwake(false);
    redraw();
    keep();
  }

  function jump(index) {
    tick();
    goTo(state, index);
    if (state.index >= steps.length) return finish();
    began();
    keep();
    redraw();
  }

  const skip = () => jump(afterSkip(state, steps));

  function finish() {
    isRunning = false;
    signals.finish();
    signals.say(words.end);
    signals.stayAwake(false);
    announce(words.end);
    state.is_over = true;
    keep();
    askHow(script, state);
  }

  function begin() {
    isStarted = true;
    state.pain_before = document.querySelector('[data-ready] input[name="before"]:checked')?.value ?? state.pain_before;
    show("play", { quietly: true });
    document.querySelector("[data-pause]").focus({ preventScroll: true });
    play();
    began();
    announce(fill(words.started, { name: steps[state.index].version.name }));
    keep();
  }

  const keptWords = () => fill(words.kept, { minutes: totalMinutes(script, state), all: Math.round(plannedMs(steps) / 60_000) });

  function backToPlay() {
    show("play", { quietly: true });
    document.querySelector("[data-pause]").focus({ preventScroll: true });
    redraw();
  }

  on("pause", () => (isRunning ? pause() : play()));
  on("skip", skip);
  on("back", () => jump(beforeBack(state, steps)));
  on("end", finish);

  // "This hurts" -----------------------------------------------------------------------------------------------------

  const askHurt = setUpHurts(script, {
    backToPlay,
    record(entry) {
      state.hurts.push(entry);
      keep();
    },
    easier(step) {
      state.swapped.push(step.place);
      steps = stepsOf(script, state);
      goTo(state, firstOf(steps, step.place));
      backToPlay();
      play();
      began();
      keep();
    },
    skip(step) {
      const next = steps.findIndex((one) => one.place > step.place);
      backToPlay();
      if (next < 0) return finish();
      goTo(state, next);
      play();
      began();
      keep();
    },
    end: finish,
    on() {
      backToPlay();
      play();
    },
    // A sign that must not wait: what was done and the answer are kept and sent, and the page says what to do now.
    async report(signs) {
      state.is_over = true;
      state.hurts.at(-1).then = "stop";
      show("stop");
      const signed = { url: script.urls.signs, key: newKey(), fields: { signs }, words: script.title, page: script.urls.stop };
      await handOver(signed, () => {}).catch(() => {});
      if (totalMinutes(script, state) > 0) await save(script, state, fieldsOf(script, state), "stop");
    },
  });
  on("hurt-key", () => {
    pause();
    const step = steps[state.index];
    // During a rest or a change it is the exercise just done that hurt.
    const lead = ["ready", "change"].includes(step.kind) && step.place > 0 && state.into < 15_000 ? steps[state.index - 1] : step;
    const left = step.kind === "work" ? clockWords(step.seconds * 1000 - state.into) : "";
    askHurt({ step: lead, left, next: steps.find((one) => one.place > lead.place)?.version.name, kept: keptWords() });
  });

  // Done elsewhere, talk test ---------------------------------------------------------------------------------------

  const elsewhere = document.querySelector("[data-elsewhere-form]");
  on("elsewhere", () => {
    pause();
    show("elsewhere");
  });
  elsewhere.addEventListener("submit", (event) => {
    event.preventDefault();
    const minutes = Number(elsewhere.querySelector("input").value);
    const isRight = Number.isInteger(minutes) && minutes > 0 && minutes <= 600;
    elsewhere.querySelector("[data-missing]").hidden = isRight;
    elsewhere.querySelector("input").setAttribute("aria-invalid", String(!isRight));
    if (!isRight) return elsewhere.querySelector("input").focus();
    state.elsewhere = minutes;
    // What the clock counted of it meanwhile is in these minutes.
    for (const part of Object.keys(state.parts)) if (script.items[part.split(" ")[0]].block === "heart") {
      state.ran -= state.parts[part];
      delete state.parts[part];
    }
    const next = steps.findIndex((step, index) => index > state.index && step.item.block !== "heart");
    if (next < 0) return finish();
    goTo(state, next);
    backToPlay();
    play();
    began();
    keep();
  });
  for (const key of document.querySelectorAll("[data-talk-answer]")) {
    key.addEventListener("click", () => {
      state.talk = key.dataset.talkAnswer;
      document.querySelector("[data-talk-prompt]").hidden = true;
      keep();
    });
  }

  // Voice, sound and the rest ---------------------------------------------------------------------------------------

  const showVoice = () => {
    const key = document.querySelector("[data-voice]");
    key.hidden = !signals.canSpeak;
    key.setAttribute("aria-pressed", String(choices.voice));
    write("voice-words", choices.voice ? words.voice_on : words.voice_off);
    for (const input of document.querySelectorAll("[data-choice]")) {
      if (input.type === "radio") input.checked = choices[input.name] === input.value;
      else input.checked = choices[input.name];
    }
  };
  on("voice", () => {
    choose("voice", !choices.voice);
    signals.hush();
    signals.say(words.voice_on);
    showVoice();
  });
  for (const input of document.querySelectorAll("[data-choice]")) {
    input.addEventListener("change", () => {
      choose(input.name, input.type === "radio" ? input.value : input.checked);
      showVoice();
    });
  }
  on("try", () => {
    signals.wake();
    signals.speak(fill(words.try, { name: script.items[0].name }));
  });
  showVoice();
  document.querySelector("[data-sound]").open = !wasAsked();
  document.querySelector("[data-try-box]").hidden = !signals.canSpeak;

  const STEPS = { " ": () => (isRunning ? pause() : play()), ArrowRight: skip, ArrowLeft: () => jump(beforeBack(state, steps)) };
  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    const panel = document.querySelector("[data-panel]:not([hidden])")?.dataset.panel;
    if (event.key === "Escape" && panel === "play") pause();
    else if (event.key === "Escape" && (panel === "hurt" || panel === "elsewhere")) backToPlay();
    else if (panel === "play" && STEPS[event.key] && !(event.key === " " && event.target.closest("button, a, input"))) {
      event.preventDefault();
      STEPS[event.key]();
    }
  });

  // Coming back -----------------------------------------------------------------------------------------------------

  setUpFinish(script, () => state);
  setInterval(tick, TICK_MS);
  document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? tick() : isStarted && !state.is_over && keep()));
  addEventListener("pagehide", () => isStarted && !state.is_over && keep());

  const offline = () => (document.querySelector("[data-offline]").hidden = navigator.onLine);
  addEventListener("online", offline);
  addEventListener("offline", offline);
  offline();

  on("begin", begin);
  on("again", () => {
    isStarted = true;
    if (state.is_over) return askHow(script, state);
    begin();
  });
  on("log-it", () => {
    state.is_over = true;
    askHow(script, state);
  });
  on("anew", () => {
    state = freshState(script, localDate(), newKey());
    steps = stepsOf(script, state);
    redraw();
    show("ready");
  });

  function offer(found) {
    document.querySelector("[data-plain]").hidden = true;
    if (!found || found.revision !== script.revision || (!found.ran && !found.elsewhere)) {
      redraw();
      return show("ready", { quietly: true });
    }
    const isToday = found.date === localDate();
    state = found;
    steps = stepsOf(script, state);
    document.querySelector("[data-again]").hidden = !isToday;
    const day = new Date(`${found.date}T12:00`).toLocaleDateString(document.documentElement.lang, { weekday: "long" });
    const minutes = totalMinutes(script, state);
    const name = steps[state.index]?.version.name ?? steps.at(-1).version.name;
    write("resume-words", isToday ? fill(words.reached_today, { name, minutes }) : fill(words.reached, { minutes, day }));
    redraw();
    show("resume", { quietly: true });
  }
  keptPlace(script.session).then(offer, () => {
    document.querySelector("[data-cant-keep]").hidden = false;
    offer(null);
  });
}

const source = document.getElementById("script");
if (source) start(JSON.parse(source.textContent));
