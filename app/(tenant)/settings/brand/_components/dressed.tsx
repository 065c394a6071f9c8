"use client";

import { useLayoutEffect, useRef, type ReactNode } from "react";

type DressedProps = {
  /** CSS variables by name. */
  variables: Record<string, string>;
  theme?: "light" | "dark";
  className: string;
  children: ReactNode;
};

/** An area that wears other tokens than the page around it. Set by script: the page's policy allows no style attribute. */
export function Dressed({ variables, theme, className, children }: DressedProps) {
  const area = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    for (const [name, value] of Object.entries(variables))
      area.current?.style.setProperty(name, value);
  });
  return (
    <div ref={area} data-theme={theme} className={className}>
      {children}
    </div>
  );
}
