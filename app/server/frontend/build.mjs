// Bundles each entry with all it needs into files named by the hash of what they hold, and lists them in
// manifest.json. `npm run build -- FOLDER` writes there, by default where the server looks in a checkout.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";

const folder = process.argv[2] ?? join("..", "built");

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const { metafile } = await build({
  entryPoints: ["src/network.ts", "src/editor.ts"],
  outdir: folder,
  entryNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "external",
  metafile: true,
  define: { "process.env.NODE_ENV": '"production"' },
});

const manifest = {};
for (const [file, made] of Object.entries(metafile.outputs)) {
  const entry = made.entryPoint && basename(made.entryPoint, ".ts");
  if (entry) manifest[entry] = [file, made.cssBundle].filter(Boolean).map((path) => basename(path));
}
await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest, null, 1) + "\n");
