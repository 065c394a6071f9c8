import { Children } from "react";

/** A message's text with its addresses as links. */
export function MessageText({ text }: { text: string }) {
  return (
    <p className="mt-2 font-mono text-[0.8125rem] break-words whitespace-pre-wrap">
      {Children.toArray(text.split(/(https?:\/\/[^\s)]+)/).map(linked))}
    </p>
  );
}

const linked = (part: string) =>
  /^https?:\/\//.test(part) ? (
    <a href={part} className="text-brand-text underline">
      {part}
    </a>
  ) : (
    part
  );
