/** The picture of a network: sigma draws nodes and lines, a canvas above them the names. */

import Sigma, { DEFAULT_STYLES } from "sigma";
import {
  layerDashed,
  layerFill,
  layerPlain,
  pathCurved,
  pathLine,
  sdfCircle,
  sdfDiamond,
  sdfRectangle,
  sdfSquare,
  type FragmentLayer,
} from "sigma/rendering";
import type { Picture } from "./graph";
import { isChosen, choosesAny, type Choice, type Line } from "./model";

export type Drawing = ReturnType<typeof draw>;

/** A dark rim, so that what is white inside is seen on white. */
const rim: FragmentLayer = {
  name: "rim",
  uniforms: [],
  attributes: [],
  glsl: `vec4 layer_rim() {
    float width = 2.0 * context.pixelToUV;
    return vec4(0.13, 0.13, 0.13, smoothstep(-width - context.aaWidth, -width, context.sdf));
  }`,
};

const PRIMITIVES = {
  nodes: {
    shapes: [sdfCircle(), sdfDiamond(), sdfSquare(), sdfRectangle({ aspectRatio: 0.6, cornerRadius: 0.2 })],
    layers: [layerFill(), rim],
  },
  edges: {
    paths: [pathLine(), pathCurved()],
    variables: {
      solid: { type: "color", default: "#000000" },
      dash: { type: "number", default: 0 },
      gap: { type: "number", default: 0 },
    },
    layers: [
      layerPlain({ color: { attribute: "solid" } }),
      layerDashed({
        dashSize: { attribute: "dash", mode: "pixels" },
        gapSize: { attribute: "gap", mode: "pixels" },
      }),
    ],
  },
} as const;

const FADED = 0.12;
const fading = { when: (_: unknown, own: { isHighlighted: boolean }, all: { hasHighlighted: boolean }) =>
  all.hasHighlighted && !own.isHighlighted, then: FADED, else: 1 } as const;

/** Throws where the browser cannot draw with WebGL 2. */
export function draw(graph: Picture, stage: HTMLElement) {
  const sigma = new Sigma(graph, stage, {
    primitives: PRIMITIVES,
    styles: {
      nodes: [DEFAULT_STYLES.nodes, {
        shape: { attribute: "shape" }, labelVisibility: "hidden", backdropVisibility: "hidden", opacity: fading,
      }],
      edges: [DEFAULT_STYLES.edges, {
        size: (look: { size?: number }, state: { isHovered: boolean; isHighlighted: boolean }) =>
          (look.size ?? 1) + (state.isHovered || state.isHighlighted ? 3 : 0),
        solid: { attribute: "solid" }, dash: { attribute: "dash" }, gap: { attribute: "gap" },
        parallelPath: "curved", opacity: fading, cursor: "pointer",
      }],
    },
    settings: { enableEdgeEvents: true, edgePickingPadding: 6, stagePadding: 48, itemSizesReference: "screen", gestureTarget: "shared" },
  });
  return sigma;
}

/** Hides lines, and nodes that have none left. */
export function showOnly(sigma: Drawing, shown: ReadonlySet<string>): void {
  const graph = sigma.getGraph();
  const used = new Set<string>();
  graph.forEachEdge((key, _, source, target) => {
    sigma.setEdgeState(key, { isHidden: !shown.has(key) });
    if (shown.has(key)) used.add(source).add(target);
  });
  graph.forEachNode((node) => sigma.setNodeState(node, { isHidden: !used.has(node) }));
}

/** Lets what is chosen stand out. */
export function highlight(sigma: Drawing, lines: Line[], choice: Choice): void {
  const chosen = choosesAny(choice) ? lines.filter((line) => isChosen(line, choice)) : [];
  const [keys, ends] = [new Set(chosen.map((line) => line.key)), new Set(chosen.flatMap((line) => [line.source, line.target]))];
  const graph = sigma.getGraph();
  graph.forEachEdge((key) => sigma.setEdgeState(key, { isHighlighted: keys.has(key) }));
  graph.forEachNode((node) => sigma.setNodeState(node, { isHighlighted: ends.has(node) }));
}
