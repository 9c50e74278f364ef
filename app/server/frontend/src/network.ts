/** Makes the network page's picture one that can be moved, narrowed by years, and asked for its words. */

import "./network.css";
import { pictured } from "./graph";
import { legend } from "./legend";
import { choosesAny, isWithin, linesOf, NOTHING, type Choice, type Line, type Network, type Settings } from "./model";
import { nameNodes } from "./names";
import { make } from "./page";
import { draw, highlight, showOnly, type Drawing } from "./picture";
import { slider } from "./slider";
import { addressOf, refresh, stateIn, type State } from "./state";
import { chooser, fill, quotes } from "./words";

const PAUSE = 250;

async function begin(place: HTMLElement): Promise<void> {
  const settings = JSON.parse(place.dataset.settings ?? "") as Settings;
  const response = await fetch(settings.data, { headers: { Accept: "application/json" } });
  const network = (await response.json()) as Network;
  if (!response.ok || network.edges.length === 0) return;
  new View(place, settings, network);
}

class View {
  private readonly lines: Line[];
  private readonly stage = make("div", { className: "stage", role: "img", dir: "ltr" });
  private readonly words: HTMLElement;
  private readonly list: HTMLSelectElement;
  private readonly sigma: Drawing;
  private readonly years;
  private state: State;
  private shown: Line[] = [];
  private waiting = 0;

  constructor(place: HTMLElement, private readonly settings: Settings, network: Network) {
    this.state = stateIn(new URL(location.href));
    this.lines = linesOf(network);
    this.list = chooser(settings, (key) => this.choose(this.lines.find((line) => line.key === key)));
    const { years, ends, words } = settings;
    this.years = slider(years, ends, words, (since, until, settled) => this.span(since, until, settled));
    this.words = make("div", { className: "words" });
    this.words.setAttribute("aria-live", "polite");
    this.place(place);
    const graph = pictured(network, this.lines, settings.stances, proportion(this.stage));
    this.sigma = draw(graph, this.stage);
    nameNodes(this.sigma, graph);
    this.listen(place);
    this.show();
    new ResizeObserver(() => this.sigma.resize().refresh()).observe(this.stage);
  }

  private place(place: HTMLElement): void {
    const { words, years } = this.settings;
    place.hidden = false;
    place.replaceChildren(
      ...(Object.keys(years).length > 1 ? [this.years.element] : []),
      make("div", { className: "tools" }, this.list, ...this.buttons()),
      make("div", { className: "beside" }, this.stage, this.words),
      legend(this.lines, this.settings),
      make("p", { className: "note" }, words.how ?? ""),
    );
    document.documentElement.classList.add("drawn");
  }

  private buttons(): HTMLButtonElement[] {
    const { words } = this.settings;
    const button = (sign: string, name: string | undefined, act: () => unknown): HTMLButtonElement =>
      make("button", { type: "button", title: name ?? "", ariaLabel: name ?? "", onclick: act }, sign);
    return [
      button("+", words.larger, () => this.sigma.getCamera().zoomIn()),
      button("−", words.smaller, () => this.sigma.getCamera().zoomOut()),
      button("⛶", words.whole, () => this.sigma.getCamera().reset()),
    ];
  }

  private listen(place: HTMLElement): void {
    this.sigma.on("clickEdge", ({ edge }) => this.choose(this.lines.find((line) => line.key === edge)));
    this.sigma.on("clickNode", ({ node }) => {
      const isHolder = this.lines.some((line) => line.source === node);
      this.set({ choice: { ...NOTHING, ...(isHolder ? { from: node } : { to: node }) } });
    });
    this.sigma.on("clickStage", () => choosesAny(this.state.choice) && this.choose());
    place.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && choosesAny(this.state.choice)) this.choose();
    });
    window.addEventListener("popstate", () => {
      this.state = stateIn(new URL(location.href));
      this.show();
      void refresh(new URL(location.href));
    });
  }

  private choose(line?: Line): void {
    this.set({ choice: line ? { from: line.source, to: line.target, stance: line.stance } : NOTHING });
  }

  private set(changed: { choice: Choice }): void {
    this.state = { ...this.state, ...changed };
    const address = addressOf(this.state, new URL(location.href));
    history.pushState(null, "", address);
    this.show();
    void refresh(address);
  }

  /** While a slider moves the picture follows; the address and the server's part do once it rests. */
  private span(since: string, until: string, settled: boolean): void {
    this.state = { ...this.state, since, until };
    this.show();
    clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => {
      const address = addressOf(this.state, new URL(location.href));
      history.replaceState(null, "", address);
      void refresh(address);
    }, settled ? 0 : PAUSE);
  }

  private show(): void {
    const { since, until, choice } = this.state;
    this.years.show(since, until);
    this.shown = this.lines
      .map((line) => ({ ...line, links: line.links.filter((link) => isWithin(link, since, until)) }))
      .filter((line) => line.links.length > 0);
    showOnly(this.sigma, new Set(this.shown.map((line) => line.key)));
    highlight(this.sigma, this.shown, choice);
    this.tell(choice);
  }

  private tell(choice: Choice): void {
    const { words } = this.settings;
    const ends = new Set(this.shown.flatMap((line) => [line.source, line.target]));
    const count = this.shown.reduce((sum, line) => sum + line.links.length, 0);
    this.stage.ariaLabel = (words.of ?? "").replace("{nodes}", String(ends.size)).replace("{links}", String(count));
    const chosen = choice.from && choice.to ? JSON.stringify([choice.from, choice.to, choice.stance]) : "";
    fill(this.list, this.shown, chosen, words);
    const close = make("button", { type: "button", onclick: () => this.choose() }, words.all ?? "");
    const said = choosesAny(choice) ? quotes(this.shown, choice, this.settings) : [];
    const title = make("h2", {}, (chosen ? words.behind : words.links) ?? "");
    this.words.replaceChildren(...(choosesAny(choice) ? [title, ...said, close] : []));
    this.words.hidden = !choosesAny(choice);
  }
}

/** How much wider than high, within what keeps distances comparable. */
function proportion({ clientWidth, clientHeight }: HTMLElement): number {
  return Math.min(1.6, Math.max(0.8, clientWidth / Math.max(1, clientHeight)));
}

/** Without WebGL, or where anything else fails, the page stays as the server sent it. */
const place = document.getElementById("network");
if (place) {
  begin(place).catch((error: unknown) => {
    place.hidden = true;
    document.documentElement.classList.remove("drawn");
    console.info(String(error));
  });
}
