/** The graph that sigma draws: where nodes stand, and how they and the lines look. */

import { MultiDirectedGraph } from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import type { Line, Network, Style, Thing } from "./model";

export interface NodeLook {
  x: number;
  y: number;
  size: number;
  shape: string;
  color: string;
  label: string;
}

export interface LineLook {
  size: number;
  color: string;
  solid: string;
  dash: number;
  gap: number;
}

export type Picture = MultiDirectedGraph<NodeLook, LineLook>;

export const INK = "#222222";
const CLEAR = "#ffffff00";
const PLAIN: Style = { colour: "#000000", dash: "", width: 1.2 };
const SHAPES: Record<string, [shape: string, colour: string]> = {
  state: ["circle", INK],
  person: ["circle", INK],
  group: ["circle", "#ffffff"],
  coalition: ["diamond", INK],
  body: ["square", "#777777"],
  office: ["square", "#777777"],
};
const TEXT: [shape: string, colour: string] = ["rectangle", "#ffffff"];
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const THICKER = 1.3;
const ROUNDS = 60_000;

/** The same network always gives the same picture, `wide` times as wide as it is high. */
export function pictured(network: Network, lines: Line[], stances: Record<string, Style>, wide: number): Picture {
  const graph: Picture = new MultiDirectedGraph();
  network.nodes.forEach((node, place) => graph.addNode(node.id, nodeLook(node, place)));
  for (const line of lines) graph.addEdgeWithKey(line.key, line.source, line.target, lineLook(stances[line.stance]));
  if (graph.order > 2) settle(graph);
  graph.updateEachNodeAttributes((node, look) => ({
    ...look, x: look.x * wide, size: look.size + Math.sqrt(graph.degree(node)),
  }));
  return graph;
}

function nodeLook(node: Thing, place: number): NodeLook {
  const [shape, color] = (node.kind === "holder" && SHAPES[node.type]) || TEXT;
  const label = node.bounds ? `${node.label} (${node.bounds})` : node.label;
  const size = 4 + (node.type === "group" ? Math.sqrt(node.minimum ?? 1) : 0);
  const [turn, reach] = [place * GOLDEN, Math.sqrt(place + 1)];
  return { x: reach * Math.cos(turn), y: reach * Math.sin(turn), size, shape, color, label };
}

/** Dashes as the pictures of the server have them: the first dash and the first gap. */
function lineLook(style: Style = PLAIN): LineLook {
  const [dash = 0, gap = 0] = style.dash.split(" ").map(Number);
  return { size: style.width * THICKER, color: style.colour, solid: dash ? CLEAR : style.colour, dash, gap };
}

function settle(graph: Picture): void {
  const settings = { ...forceAtlas2.inferSettings(graph), gravity: 1, scalingRatio: 12, adjustSizes: false };
  const iterations = Math.max(30, Math.min(400, Math.round(ROUNDS / graph.order)));
  forceAtlas2.assign(graph, { iterations, settings });
}
