/** Completion of prefixes, classes and properties from this server's own vocabulary: no other server is asked. */

import Yasgui from "@zazuko/yasgui";

type Completer = Parameters<typeof Yasgui.Yasqe.registerAutocompleter>[0];

const TERMS = `SELECT DISTINCT ?term WHERE { ?term a ?kind ;
  <http://www.w3.org/2000/01/rdf-schema#isDefinedBy>|<http://www.w3.org/2004/02/skos/core#definition> ?said .
  FILTER(?kind IN (KINDS)) }`;
const OWL = "http://www.w3.org/2002/07/owl#";
const KINDS = { class: ["Class"], property: ["ObjectProperty", "DatatypeProperty"] };

/** Those of YASGUI, asking here; `prefixes` are name → beginning of IRIs. */
export function completers(prefixes: Record<string, string>): Completer[] {
  const named = Object.entries(prefixes).map(([name, base]) => `${name}: <${base}>`);
  return [own("prefixes", () => named), own("class", () => terms("class")), own("property", () => terms("property"))];
}

function own(name: string, get: () => string[] | Promise<string[]>): Completer {
  const usual = Yasgui.Yasqe.Autocompleters[name];
  if (!usual) throw new Error(`no completer ${name}`);
  return { ...usual, name: `own-${name}`, bulk: true, persistenceId: null, get };
}

async function terms(kind: keyof typeof KINDS): Promise<string[]> {
  const kinds = KINDS[kind].map((name) => `<${OWL}${name}>`).join(", ");
  const address = new URL("/sparql", location.href);
  address.searchParams.set("query", TERMS.replace("KINDS", kinds));
  const response = await fetch(address, { headers: { Accept: "application/sparql-results+json" } });
  const { results } = (await response.json()) as { results: { bindings: { term: { value: string } }[] } };
  return results.bindings.map((row) => row.term.value);
}
