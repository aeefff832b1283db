// Coming back to a session of which something is kept: on with it, log it, or from the beginning.
import { carryOver, startAnew } from "./carry.js";
import { plannedMs, stepsOf } from "./course.js";
import { keptPlace } from "./keep.js";
import { fill, show, write } from "./screen.js";
import { totalMinutes } from "./tally.js";

export function localDate() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
}

// Sentences for what was kept, and for what is left of it.
function wordsFor(script, found, state, isToday) {
  const { words } = script;
  const minutes = totalMinutes(script, state);
  const steps = stepsOf(script, state);
  if (!isToday) {
    const day = new Date(`${found.state.date}T12:00`).toLocaleDateString(document.documentElement.lang, { weekday: "long" });
    return fill(words.reached, { minutes, day });
  }
  if (found.script.revision === script.revision) {
    const name = steps[state.index]?.version.name ?? steps.at(-1)?.version.name ?? script.title;
    return fill(minutes ? words.reached_today : words.reached_start, { name, minutes });
  }
  const left = Math.max(1, Math.round(plannedMs(steps) / 60_000));
  return [fill(words.revised, { minutes }), steps.length ? fill(words.revised_left, { minutes: left }) : words.revised_none].join(" ");
}

// `actions`: lead(state), begin(), log(), ready() and cantKeep(). Gives {offer(found)}.
export function setUpReturn(script, actions) {
  let offered = null;
  const on = (name, work) => document.querySelector(`[data-${name}]`).addEventListener("click", work);

  function offer(found) {
    document.querySelector("[data-plain]").hidden = true;
    const hasWork = found && (found.state.ran || found.state.elsewhere || found.state.carried);
    if (!hasWork) return actions.ready();
    // Kept before the session was kept with it: then it is this one.
    offered = { ...found, script: found.script ?? script };
    const isToday = offered.state.date === localDate();
    const state = offered.script.revision === script.revision ? offered.state : carryOver(script, offered.script, offered.state);
    actions.lead(state);
    document.querySelector("[data-again]").hidden = !isToday || (!state.is_over && !stepsOf(script, state).length);
    write("resume-words", wordsFor(script, offered, state, isToday));
    show("resume", { quietly: true });
  }

  // Another tab may have gone on since this one showed what was kept.
  async function upToDate() {
    const found = await keptPlace(script.session).catch(() => offered);
    if (!found) location.assign(script.urls.session); // logged there
    else if (found.at !== offered?.at) offer(found);
    return Boolean(found);
  }

  on("again", async () => (await upToDate()) && actions.begin());
  on("log-it", async () => (await upToDate()) && actions.log());
  on("anew", async () => {
    if (!(await upToDate())) return;
    actions.lead(startAnew(script, offered.script, offered.state, localDate()));
    actions.ready();
  });
  on("take-back", async () => (await upToDate()) && show("resume"));

  keptPlace(script.session).then(offer, () => {
    actions.cantKeep();
    offer(null);
  });
  return { offer };
}
