/** The names of the nodes, written as the browser writes text: sigma's own letters do not join in Arabic. */

import type { Drawing } from "./picture";
import { INK, type Picture } from "./graph";

const FONT = '13px system-ui, "Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC", sans-serif';
const LONGEST = 34;
const HEIGHT = 16;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Names nodes after each drawing, those with most lines first, as long as no name covers another. */
export function nameNodes(sigma: Drawing, graph: Picture): void {
  const canvas = sigma.createCanvas("names", { style: { pointerEvents: "none" } });
  const paper = canvas.getContext("2d");
  if (!paper) return;
  const order = graph.nodes().sort((one, other) => graph.degree(other) - graph.degree(one));
  sigma.on("afterRender", () => {
    const { width, height } = sigma.getDimensions();
    const scale = window.devicePixelRatio || 1;
    canvas.width = width * scale;
    canvas.height = height * scale;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    paper.scale(scale, scale);
    write(paper, sigma, order, width);
  });
}

function write(paper: CanvasRenderingContext2D, sigma: Drawing, order: string[], width: number): void {
  Object.assign(paper, { font: FONT, textBaseline: "middle", textAlign: "left", lineWidth: 4, lineJoin: "round", strokeStyle: "#ffffffd0" });
  const taken: Box[] = [];
  const singled = sigma.getGraphState().hasHighlighted;
  for (const node of order) {
    const [look, state] = [sigma.getNodeDisplayData(node), sigma.getNodeState(node)];
    if (!look || state.isHidden || (singled && !state.isHighlighted && !state.isHovered)) continue;
    const text = shortened(String(sigma.getGraph().getNodeAttribute(node, "label")));
    const { x, y } = sigma.framedGraphToViewport(look);
    const box = boxBeside(x, y, sigma.scaleSize(look.size) + 4, paper.measureText(text).width, width);
    if (!state.isHovered && taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    paper.fillStyle = INK;
    paper.strokeText(text, box.left, y);
    paper.fillText(text, box.left, y);
  }
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** To the right of a node, or to its left where the picture ends. */
function boxBeside(x: number, y: number, gap: number, long: number, width: number): Box {
  const left = x + gap + long > width ? x - gap - long : x + gap;
  return { left, right: left + long, top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 };
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
