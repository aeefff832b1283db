// The keys and boxes for voice, sounds and movement.
import { choices, choose, wasAsked } from "./choices.js";
import { fill, write } from "./screen.js";
import * as signals from "./signals.js";

const inputs = document.querySelectorAll("[data-choice]");

function showChoices(words) {
  const key = document.querySelector("[data-voice]");
  key.hidden = !signals.canSpeak;
  key.setAttribute("aria-pressed", String(choices.voice));
  write("voice-words", choices.voice ? words.voice_on : words.voice_off);
  for (const input of inputs) input.checked = input.type === "radio" ? choices[input.name] === input.value : choices[input.name];
}

export function setUpSound(words, example) {
  document.querySelector("[data-voice]").addEventListener("click", () => {
    choose("voice", !choices.voice);
    signals.hush();
    signals.say(words.voice_on);
    showChoices(words);
  });
  for (const input of inputs) {
    input.addEventListener("change", () => {
      choose(input.name, input.type === "radio" ? input.value : input.checked);
      showChoices(words);
    });
  }
  document.querySelector("[data-try]").addEventListener("click", () => {
    signals.wake();
    signals.speak(fill(words.try, { name: example }));
  });
  showChoices(words);
  document.querySelector("[data-sound]").open = !wasAsked();
  document.querySelector("[data-try-box]").hidden = !signals.canSpeak;
}
