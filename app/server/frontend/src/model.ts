/** What the server tells a page, and the links of a network as the lines of a picture. */

export interface Style {
  colour: string;
  dash: string;
  width: number;
}

export interface Settings {
  /** IRIs of things that this server has pages of begin so. */
  base: string;
  /** Where the links are, of all years that the page can show without asking again. */
  data: string;
  /** Each of these years as people know it. */
  years: Record<string, string>;
  /** The first and the last of them, where there are others before and after. */
  ends: Record<"since" | "until", string>;
  stances: Record<string, Style>;
  /** What the shapes of the nodes mean. */
  shapes: string;
  words: Record<string, string>;
}

export interface Thing {
  id: string;
  label: string;
  kind: "holder" | "target";
  type: string;
  minimum?: number;
  bounds?: string;
}

/** One position: an edge of the two-mode network. */
export interface Link {
  source: string;
  target: string;
  stance: string;
  stanceLabel: string;
  quote: string;
  quoteLanguage?: string;
  record: string;
  recordIRI: string;
  paragraph: string;
  year?: number;
  date?: string;
}

export interface Network {
  nodes: Thing[];
  edges: Link[];
}

/** All positions of one holder on one target with one stance. */
export interface Line {
  key: string;
  source: string;
  target: string;
  stance: string;
  label: string;
  links: Link[];
}

/** Which line is chosen, or all lines of one node: what is empty chooses nothing. */
export interface Choice {
  from: string;
  to: string;
  stance: string;
}

export const NOTHING: Choice = { from: "", to: "", stance: "" };

export function linesOf(network: Network): Line[] {
  const called = new Map(network.nodes.map((node) => [node.id, node.label]));
  const found = new Map<string, Line>();
  for (const link of network.edges) {
    const { source, target, stance, stanceLabel } = link;
    const key = JSON.stringify([source, target, stance]);
    const label = [called.get(source), stanceLabel, called.get(target)].join(" · ");
    const line = found.get(key) ?? { key, source, target, stance, label, links: [] };
    line.links.push(link);
    found.set(key, line);
  }
  return [...found.values()];
}

/** The year of a link's session, else of its record. */
export function yearOf(link: Link): number | undefined {
  return link.year ?? (link.date ? Number(link.date.slice(0, 4)) : undefined);
}

export function isWithin(link: Link, since: string, until: string): boolean {
  if (!since && !until) return true;
  const year = yearOf(link);
  return year !== undefined && (!since || year >= Number(since)) && (!until || year <= Number(until));
}

export function isChosen(line: Line, choice: Choice): boolean {
  const pairs = [[choice.from, line.source], [choice.to, line.target], [choice.stance, line.stance]];
  return pairs.every(([wanted, own]) => !wanted || wanted === own);
}

export function choosesAny(choice: Choice): boolean {
  return Boolean(choice.from || choice.to || choice.stance);
}

/** Where this server tells about a thing. */
export function pathOf(iri: string, base: string): string {
  return iri.startsWith(base) ? `/${iri.slice(base.length)}` : `/resource?iri=${encodeURIComponent(iri)}`;
}
