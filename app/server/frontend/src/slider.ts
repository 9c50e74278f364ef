/** Two sliders over the years, which set the two lists of the form: these stay what is sent. */

import { make } from "./page";

type Name = "since" | "until";

export interface Slider {
  element: HTMLElement;
  /** Shows other years than those last chosen by hand. */
  show(since: string, until: string): void;
}

/**
 * `change` is told the two years as they move, and again with `settled` when they are let go. A slider at its end says
 * what stands in `ends`: nothing where there are no other years.
 */
export function slider(
  years: Record<string, string>,
  ends: Record<"since" | "until", string>,
  words: Record<string, string>,
  change: (since: string, until: string, settled: boolean) => void,
): Slider {
  const known = Object.keys(years);
  const last = known.length - 1;
  const thumbs: Record<Name, HTMLInputElement> = { since: range("since", last), until: range("until", last) };
  const said: Record<Name, HTMLOutputElement> = { since: make("output"), until: make("output") };

  const value = (name: Name): string => {
    const place = Number(thumbs[name].value);
    return place === (name === "since" ? 0 : last) ? ends[name] : (known[place] ?? "");
  };
  const tell = (): void => {
    for (const name of ["since", "until"] as const) {
      const called = years[known[Number(thumbs[name].value)] ?? ""] ?? "";
      said[name].value = called;
      thumbs[name].setAttribute("aria-valuetext", called);
      const field = document.querySelector<HTMLSelectElement>(`select[name=${name}]`);
      if (field) field.value = value(name);
    }
  };
  const moved = (name: Name, settled: boolean): void => {
    const [low, high] = [Number(thumbs.since.value), Number(thumbs.until.value)];
    if (low > high) thumbs[name].value = String(name === "since" ? high : low);
    tell();
    change(value("since"), value("until"), settled);
  };
  for (const name of ["since", "until"] as const) {
    thumbs[name].addEventListener("input", () => moved(name, false));
    thumbs[name].addEventListener("change", () => moved(name, true));
  }
  const element = make("div", { className: "years" });
  for (const [name, word] of [["since", words.first_year], ["until", words.last_year]] as const) {
    element.append(make("label", {}, make("span", {}, word ?? ""), thumbs[name], said[name]));
  }
  return {
    element,
    show(since, until) {
      thumbs.since.value = String(Math.max(0, since ? known.findIndex((year) => year >= since) : 0));
      thumbs.until.value = String(until ? Math.max(0, known.findLastIndex((year) => year <= until)) : last);
      tell();
    },
  };
}

function range(name: string, last: number): HTMLInputElement {
  return make("input", { type: "range", min: "0", max: String(last), step: "1", className: name });
}
