// Leads through a session: the clock, the keys, and what is kept. Without it the page is the session to read.
import { choices } from "./choices.js";
import { advance, afterSkip, beforeBack, firstOf, freshState, goTo, passedMs, plannedMs, stepsOf } from "./course.js";
import * as cues from "./cues.js";
import { setUpElsewhere } from "./elsewhere.js";
import { askHow, fieldsOf, save, setUpFinish } from "./finish.js";
import { setUpHurts } from "./hurts.js";
import { handOver, keepPlace, newKey, takePlace } from "./keep.js";
import { localDate, setUpReturn } from "./return.js";
import { announce, clockWords, draw, fill, show, write } from "./screen.js";
import * as signals from "./signals.js";
import { setUpSound } from "./sound.js";
import { totalMinutes } from "./tally.js";

const TICK_MS = 100;
const AWAY_MS = 90_000;
const KEEP_MS = 5_000;

function start(script) {
  const { words } = script;
  let state = freshState(script, localDate(), newKey());
  let steps = stepsOf(script, state);
  let isRunning = false;
  let last = 0; // when the clock was last read
  let kept = 0; // when the place was last kept
  let isLeading = false; // begun, and not gone on with in another tab
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const isStill = () => choices.still || still.matches;
  const on = (name, work) => document.querySelector(`[data-${name}]`)?.addEventListener("click", work);
  const redraw = () => draw(script, state, steps, { isRunning, isStill: isStill() });

  function lead(newState) {
    state = newState;
    steps = stepsOf(script, state);
    redraw();
  }

  // What is kept ---------------------------------------------------------------------------------------------------

  const mark = (name, isTrue) => document.querySelectorAll(`[data-${name}]`).forEach((one) => (one.hidden = !isTrue));
  const cantKeep = () => mark("cant-keep", true);

  function keepNow() {
    kept = Date.now();
    return keepPlace(script, state).then((isOurs) => (mark("cant-keep", false), isOurs || yieldTo()), cantKeep);
  }

  // Behind what was touched: the page answers first, and keeps in a task of its own.
  const keep = () => (globalThis.scheduler?.postTask ? scheduler.postTask(keepNow) : keepNow());

  // From here on this tab leads, unless another has begun meanwhile.
  function take() {
    isLeading = true;
    kept = Date.now();
    return takePlace(script, state).then((other) => other && yieldTo(other), cantKeep);
  }

  function yieldTo(other) {
    isLeading = isRunning = false;
    signals.hush();
    signals.stayAwake(false);
    if (other) comeBack.offer(other);
    else show("other-tab");
  }

  // A device that can't keep anything has no other tab to yield to.
  async function holds() {
    if (isLeading) await keep();
    return isLeading;
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
      return;
    }
    if (ended.length) began();
    else cues.within(before.step, before.into, state.into, words);
    cues.half(state, steps, before.passed, words);
    if (ended.length || now - kept > KEEP_MS) keep();
    redraw();
  }

  const began = () => cues.began(state, steps, words);

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
  const back = () => jump(beforeBack(state, steps));
  const playOrPause = () => (isRunning ? pause() : play());

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

  function backToPlay() {
    show("play", { quietly: true });
    document.querySelector("[data-pause]").focus({ preventScroll: true });
    redraw();
  }

  function begin() {
    state.pain_before = document.querySelector('[data-ready] input[name="before"]:checked')?.value ?? state.pain_before;
    backToPlay();
    play();
    began();
    announce(fill(words.started, { name: steps[state.index].version.name }));
    take();
  }

  // From one of the questions back to the course, at a step.
  function goOnAt(index) {
    if (index < 0) return finish();
    goTo(state, index);
    backToPlay();
    play();
    began();
    keep();
  }

  on("begin", begin);
  on("again", signals.wake); // while the tap still allows sound
  on("pause", playOrPause);
  on("skip", skip);
  on("back", back);
  on("end", finish);

  const STEPS = { " ": playOrPause, ArrowRight: skip, ArrowLeft: back };
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

  // "This hurts", and what is done elsewhere -------------------------------------------------------------------------

  const keptWords = () => fill(words.kept, { minutes: totalMinutes(script, state), all: Math.round(plannedMs(steps) / 60_000) });

  const askHurt = setUpHurts(script, {
    backToPlay,
    record(entry) {
      state.hurts.push(entry);
      keep();
    },
    easier(step) {
      state.swapped.push(step.place);
      steps = stepsOf(script, state);
      goOnAt(firstOf(steps, step.place));
    },
    skip: (step) => goOnAt(steps.findIndex((one) => one.place > step.place)),
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
    const hurting = ["ready", "change"].includes(step.kind) && state.index > 0 && state.into < 15_000 ? steps[state.index - 1] : step;
    const left = step.kind === "work" ? clockWords(step.seconds * 1000 - state.into) : "";
    const count = fill(words.count, { number: hurting.place + 1, all: script.items.length });
    askHurt({ step: hurting, left, next: steps.find((one) => one.place > hurting.place)?.version.name, kept: keptWords(), count });
  });

  setUpElsewhere({
    open() {
      pause();
      show("elsewhere");
    },
    keep(minutes) {
      state.elsewhere = minutes;
      // What the clock counted of it meanwhile is in these minutes.
      for (const part of Object.keys(state.parts)) if (script.items[part.split(" ")[0]].block === "heart") {
        state.ran -= state.parts[part];
        delete state.parts[part];
      }
      goOnAt(steps.findIndex((step, index) => index > state.index && step.item.block !== "heart"));
    },
    talk(answer) {
      state.talk = answer;
      keep();
    },
  });

  // Everything else --------------------------------------------------------------------------------------------------

  setUpSound(words, script.items[0].name);
  setUpFinish(script, () => state, holds);
  setInterval(tick, TICK_MS);
  document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? tick() : isLeading && !state.is_over && keepNow()));
  addEventListener("pagehide", () => isLeading && !state.is_over && keepNow());

  const offline = () => mark("offline", !navigator.onLine);
  addEventListener("online", offline);
  addEventListener("offline", offline);
  offline();

  const comeBack = setUpReturn(script, {
    lead,
    cantKeep,
    begin: () => (state.is_over ? take().then(() => askHow(script, state)) : begin()),
    async log() {
      state.is_over = true;
      await take();
      if (isLeading) askHow(script, state);
    },
    ready() {
      redraw();
      show("ready", { quietly: true });
    },
  });
}

const source = document.getElementById("script");
if (source) start(JSON.parse(source.textContent));
