// Makes the page smooth: follows changes, and swaps parts instead of loading the page again.
"use strict";
const part = (id) => document.getElementById(id);
const frame = () => part("brief");
let place = 0; // how far the brief is scrolled; kept over reloads and faults
let following = true;
let sending = false; // the answer to a form brings the new state with it

const say = (text) => { part("state").textContent = text; };
const inside = () => { try { return frame().contentDocument; } catch { return null; } };

// The brief in the frame runs no script, so what it takes to use it is done here.
const attend = () => {
  const page = inside();
  if (!page?.body || page.URL === "about:blank") return;
  const goal = frame().src.split("#")[1];
  if (following) page.scrollingElement.scrollTop = place;
  else if (goal) page.getElementById(goal)?.scrollIntoView();
  following = true;
  if (page.body.className !== "fault") {
    page.addEventListener("scroll", () => { place = page.scrollingElement.scrollTop; });
  }
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) {
      event.preventDefault();
      window.open(link.href, "_blank", "noopener");
    } else if (!event.target.closest("a, summary, label, input, select")) {
      const story = event.target.closest("article[id]");
      const row = story && part(`story-${story.id}`);
      if (row && !row.classList.contains("open")) go(row.querySelector(".story").href);
    }
  });
};

const typed = () => [...document.querySelectorAll("#panel textarea, #panel select, #name")].some(
  (field) => field.tagName === "SELECT"
    ? [...field.options].some((option) => option.selected !== option.defaultSelected)
    : field.value !== field.defaultValue,
);

// Puts the parts of a newly loaded page in the place of the old ones; the focus stays.
const swap = (page, { keepPanel = false } = {}) => {
  const focused = document.activeElement;
  const key = focused && (focused.id || focused.getAttribute("href"));
  const told = page.getElementById("error");
  part("error")?.remove();
  if (told) part("top").after(told);
  part("top").replaceWith(page.getElementById("top"));
  const fresh = page.getElementById("panel");
  if (!keepPanel && !part("panel").isEqualNode(fresh)) {
    const scrolled = part("panel").scrollTop;
    part("panel").replaceWith(fresh);
    part("panel").scrollTop = scrolled;
  }
  const again = key && (part(key) || document.querySelector(`a[href="${CSS.escape(key)}"]`));
  again?.focus({ preventScroll: true });
};

const show = (page, anchor) => {
  const fresh = page.getElementById("brief");
  frame().className = fresh.className;
  if (frame().dataset.shown !== fresh.dataset.shown) {
    frame().dataset.shown = fresh.dataset.shown;
    place = 0;
    following = false;
    frame().contentWindow.location.replace(fresh.src);
  } else if (anchor) {
    inside()?.getElementById(anchor)?.scrollIntoView({ block: "start" });
  }
};

const load = async (url, options) => {
  const answer = await fetch(url, options);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page.getElementById("panel")) throw new Error("not the page");
  return { page, answer };
};

const go = async (url) => {
  try {
    const { page } = await load(url);
    history.pushState(null, "", url);
    swap(page);
    show(page, new URL(url).searchParams.get("story"));
    document.querySelector(".open")?.scrollIntoView({ block: "nearest" });
  } catch {
    location.assign(url);
  }
};

const reload = () => frame().contentWindow.location.reload();

const send = async (form, button) => {
  // not form.action, which is the button of that name
  const body = new URLSearchParams(new FormData(form, button));
  say("Saving …");
  sending = true;
  try {
    const { page, answer } = await load(form.getAttribute("action"), { method: "POST", body });
    swap(page, { keepPanel: !answer.ok }); // what was typed stays when it could not be saved
    if (answer.ok) reload();
  } catch {
    say("Not saved: the preview does not answer. Is it still running?");
  } finally {
    sending = false;
  }
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-choice]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.href);
});
document.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target, event.submitter);
});
addEventListener("popstate", () => location.reload());

addEventListener("DOMContentLoaded", () => {
  following = !location.hash && !new URLSearchParams(location.search).get("story");
  frame().addEventListener("load", attend);
  if (inside()?.readyState === "complete") attend();
  const events = new EventSource("/events");
  events.onmessage = async ({ data }) => {
    const [number, what] = data.split(" ");
    if (sending) return;
    if (what === "busy") say("Composing anew …");
    else if (Number(number) > Number(part("state").dataset.number)) {
      const { page } = await load(location.href);
      swap(page, { keepPanel: typed() });
      show(page);
      reload();
    } else if (part("state").textContent === "Composing anew …") say("");
  };
  events.onerror = () => say("The preview has ended, or does not answer.");
});
