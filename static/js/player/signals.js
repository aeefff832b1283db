// What can be heard, felt and done to the screen: voice, generated sounds, buzz, flash, and a screen that stays on.
import { choices } from "./choices.js";

let audio = null;

// Browsers let a page sound only after a tap.
export function wake() {
  audio ??= globalThis.AudioContext ? new AudioContext() : null;
  if (audio?.state === "suspended") audio.resume().catch(() => {});
}

function note(pitch, seconds, after = 0) {
  if (!choices.tick || audio?.state !== "running") return;
  const start = audio.currentTime + after;
  const tone = audio.createOscillator();
  const level = audio.createGain();
  tone.frequency.value = pitch;
  level.gain.setValueAtTime(0, start);
  level.gain.linearRampToValueAtTime(0.25, start + 0.01);
  level.gain.exponentialRampToValueAtTime(0.001, start + seconds);
  tone.connect(level).connect(audio.destination);
  tone.start(start);
  tone.stop(start + seconds);
}

const buzz = (pattern) => choices.buzz && navigator.userActivation?.hasBeenActive && navigator.vibrate?.(pattern);

export const tick = () => note(660, 0.08);
export const hold = () => note(523, 0.12);
export function go() {
  note(880, 0.25);
  buzz(200);
}
export function rest() {
  note(440, 0.3);
  buzz([120, 80, 120]);
}
export function finish() {
  note(523, 0.25);
  note(659, 0.25, 0.18);
  note(784, 0.4, 0.36);
  buzz([200, 100, 200]);
}

export const canSpeak = "speechSynthesis" in globalThis;
const AMOUNT = { little: 1, some: 2, all: 3 };

// How much the person wants to hear: 1 names, 2 halves too, 3 cues too.
export const wants = (amount) => amount <= AMOUNT[choices.pace];

export function say(words, amount = 1) {
  if (canSpeak && choices.voice && wants(amount)) speak(words);
}

export function speak(words) {
  if (!canSpeak) return;
  try {
    speechSynthesis.cancel();
    const speech = new SpeechSynthesisUtterance(words);
    speech.lang = document.documentElement.lang;
    speechSynthesis.speak(speech);
  } catch {
    // A browser with half a voice: all of it stands on the screen.
  }
}

export const hush = () => canSpeak && speechSynthesis.cancel();

let lock = null;
let isWanted = false;

export async function stayAwake(wanted) {
  isWanted = wanted && choices.awake;
  try {
    if (!isWanted) {
      await lock?.release();
      lock = null;
    } else if (!lock || lock.released) lock = (await navigator.wakeLock?.request("screen")) ?? null;
  } catch {
    lock = null; // a low battery or a hidden page: asked again on return
  }
}
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && isWanted && stayAwake(true));
