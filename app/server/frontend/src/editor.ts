/** Puts YASGUI in the place of the plain form, at this server's endpoint, with the shipped questions in it. */

import "@zazuko/yasgui/build/yasgui.min.css";
import "./editor.css";
import Yasgui from "@zazuko/yasgui";
import { completers } from "./completing";
import { pathOf } from "./model";
import { refresh } from "./state";

const { Yasqe, Yasr } = Yasgui;
const LINKED = 6000;
const PARTS = [".cite", ".languages"];

const endpoint = new URL("/sparql", location.href);
const place = document.getElementById("editor");
const plain = document.querySelector<HTMLTextAreaElement>("#query");
const picker = document.querySelector<HTMLSelectElement>("#question");
if (place && plain && picker) begin(place, plain, picker);

function begin(place: HTMLElement, plain: HTMLTextAreaElement, picker: HTMLSelectElement): void {
  const asked = new URL(location.href).searchParams.has("query");
  place.hidden = false; // before anything is drawn in it, or nothing is
  const prefixes = JSON.parse(place.dataset.prefixes ?? "{}") as Record<string, string>;
  const gui = opened(place, prefixes);
  const load = (query: string): void => void gui.getTab()?.setQuery(query).getYasqe().addPrefixes(used(query, prefixes));
  gui.getTab()?.getYasr().storePluginConfig("table", { compact: true, isEllipsed: true });
  place.querySelector(".CodeMirror-scroll")?.setAttribute("tabindex", "0");
  load(plain.value);
  document.documentElement.classList.add("drawn");
  const written = (): string => gui.getTab()?.getQuery() ?? "";
  let shipped = asked ? "" : written();

  picker.addEventListener("change", async () => {
    const address = at({ question: picker.value });
    load(await textOf(address));
    shipped = written();
    move(address);
  });
  picker.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    picker.dispatchEvent(new Event("change"));
  });
  gui.on("query", () => {
    const query = written();
    if (query !== shipped && query.length <= LINKED) move(at({ query }));
  });
  if (asked) void gui.getTab()?.query();
}

/** The prefixes that a query uses and does not declare: the server knows them, the editor wants to see them. */
function used(query: string, prefixes: Record<string, string>): Record<string, string> {
  const bare = query.replace(/<[^>\s]*>|#.*/g, "");
  const declared = new Set([...bare.matchAll(/PREFIX\s+([\w-]*):/gi)].map((found) => found[1]));
  const named = new Set([...bare.matchAll(/([\w-]+):/g)].map((found) => found[1]));
  return Object.fromEntries(Object.entries(prefixes).filter(([name]) => named.has(name) && !declared.has(name)));
}

function opened(place: HTMLElement, prefixes: Record<string, string>): Yasgui {
  mend(place, prefixes.id ?? "");
  const own = completers(prefixes);
  for (const completer of own) Yasqe.registerAutocompleter(completer, false);
  delete Yasr.plugins.geo;
  return new Yasgui(place, {
    persistenceId: null,
    populateFromUrl: false,
    requestConfig: { endpoint: endpoint.href, method: "POST" },
    endpointCatalogueOptions: { getData: () => [], keys: [], renderItem: () => undefined },
    yasqe: {
      autocompleters: ["variables", ...own.map((completer) => completer.name)],
      createShareableLink: (yasqe: { getValue(): string }) => at({ query: yasqe.getValue() }).href,
      screenReaderLabel: document.querySelector("label[for=query]")?.textContent ?? "",
      prefixCcApi: null,
      persistenceId: null,
    } as object,
    yasr: { ...Yasr.defaults, persistenceId: null, prefixes },
  });
}

/** Whenever results are drawn, lets IRIs of things lead to their pages here, and names the list that has no name. */
function mend(place: HTMLElement, base: string): void {
  const mended = (): void => {
    for (const link of place.querySelectorAll<HTMLAnchorElement>(`.yasr a[href^="${base}"]`)) {
      link.setAttribute("href", pathOf(link.href, base));
    }
    for (const list of place.querySelectorAll("select.tableSizer:not([aria-label])")) {
      list.setAttribute("aria-label", list.previousElementSibling?.textContent ?? "");
    }
  };
  new MutationObserver(mended).observe(place, { childList: true, subtree: true });
}

/** This page with a shipped question, or with a query of one's own: both can be linked to. */
function at(field: { question: string } | { query: string }): URL {
  const address = new URL(endpoint);
  const language = new URL(location.href).searchParams.get("language");
  for (const [name, value] of Object.entries({ ...field, language })) if (value) address.searchParams.set(name, value);
  return address;
}

/** The query of a shipped question, as the page without script shows it. */
async function textOf(address: URL): Promise<string> {
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.querySelector<HTMLTextAreaElement>("#query")?.value ?? "";
}

function move(address: URL): void {
  history.replaceState(null, "", address);
  void refresh(address, PARTS);
}
