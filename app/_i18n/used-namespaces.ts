import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import es from "@/messages/es";

const NAMES = Object.keys(es);
const IMPORT = /(?:from|import\()\s*"((?:@\/app|\.)[^"]*)"/g;

/** Namespaces that client components reached from a folder's pages and layouts say something of; for the test of the lists. */
export function usedNamespaces(folder: string): string[] {
  const used = new Set<string>();
  const seen = new Set<string>();
  const walk = (file: string, inClient: boolean): void => {
    const text = readFileSync(file, "utf8");
    const client = inClient || /^\s*"use client"/.test(text);
    if (seen.has(`${client} ${file}`)) return;
    seen.add(`${client} ${file}`);
    if (client) for (const name of said(text)) used.add(name);
    for (const [, path = ""] of text.matchAll(IMPORT)) {
      const found = fileOf(path.startsWith(".") ? join(dirname(file), path) : path.slice(2));
      if (found) walk(found, client);
    }
  };
  for (const file of globSync(`${folder}/**/{page,layout,error,not-found}.tsx`)) walk(file, false);
  return [...used].toSorted();
}

/** `useTranslations("x.y")`, and keys with their namespace where a file asks for all of them. */
function said(text: string): string[] {
  const named = [...text.matchAll(/useTranslations\("([a-zA-Z]+)/g)].map((match) => match[1] ?? "");
  if (!/useTranslations\(\)/.test(text)) return named;
  const keys = [...text.matchAll(/["`]([a-zA-Z]+)\.[a-zA-Z$]/g)].map((match) => match[1] ?? "");
  return [...named, ...keys.filter((name) => NAMES.includes(name))];
}

function fileOf(path: string): string | undefined {
  return [`${path}.tsx`, `${path}.ts`, path].find(
    (file) => /\.tsx?$/.test(file) && existsSync(file),
  );
}
