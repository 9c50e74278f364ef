/** The quotes behind what is chosen, and the list in which lines are chosen by keyboard. */

import { isChosen, pathOf, type Choice, type Line, type Settings } from "./model";
import { make } from "./page";

/** A list of all lines, grouped by holder; `choose` is told the key of the line chosen, "" for none. */
export function chooser(settings: Settings, choose: (key: string) => void): HTMLSelectElement {
  const list = make("select", { id: "line", className: "chooser" });
  list.addEventListener("change", () => choose(list.value));
  list.ariaLabel = settings.words.line ?? "";
  return list;
}

export function fill(list: HTMLSelectElement, lines: Line[], chosen: string, words: Record<string, string>): void {
  const groups = new Map<string, HTMLElement>();
  for (const line of lines) {
    const [holder = "", ...rest] = line.label.split(" · ");
    const group = groups.get(line.source) ?? make("optgroup", { label: holder });
    groups.set(line.source, group);
    group.append(make("option", { value: line.key, selected: line.key === chosen }, rest.join(" · ")));
  }
  list.replaceChildren(make("option", { value: "" }, words.line ?? ""), ...groups.values());
  list.value = chosen;
}

/** Every quote behind the lines chosen, each with where it stands. */
export function quotes(lines: Line[], choice: Choice, settings: Settings): HTMLElement[] {
  const chosen = lines.filter((line) => isChosen(line, choice));
  return chosen.flatMap((line) => [
    make("h3", { dir: "auto" }, line.label),
    ...line.links.map((link) => {
      const said = make("q", { dir: "auto", lang: link.quoteLanguage ?? "" }, link.quote);
      const home = `${pathOf(link.recordIRI, settings.base)}#p-${link.paragraph}`;
      return make("blockquote", {}, said, make("a", { href: home, dir: "auto" }, `${link.record}, ${link.paragraph}`));
    }),
  ]);
}
