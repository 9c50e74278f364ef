/** What lines and shapes mean, told apart by dash and width as well as by colour. */

import type { Line, Settings, Style } from "./model";
import { drawn, make } from "./page";

export function legend(lines: Line[], settings: Settings): HTMLElement {
  const called = new Map(lines.map((line) => [line.stance, line.links[0]?.stanceLabel ?? line.stance]));
  const list = make("ul", { className: "legend" });
  for (const [stance, style] of Object.entries(settings.stances)) {
    const name = called.get(stance);
    if (name) list.append(make("li", {}, sample(style), make("span", { dir: "auto" }, name)));
  }
  list.append(make("li", { className: "note" }, settings.shapes));
  return list;
}

function sample({ colour, dash, width }: Style): SVGElement {
  const look = { d: "M0 5h44", stroke: colour, "stroke-width": width, "stroke-dasharray": dash || "none" };
  return drawn("svg", { width: 44, height: 10, "aria-hidden": "true" }, drawn("path", look));
}
