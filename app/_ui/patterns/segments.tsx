"use client";

import { cn } from "@/app/_ui/cn";

type SegmentsProps<V extends string> = {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChoose: (value: V) => void;
};

/** A few views of one list, one of them chosen. */
export function Segments<V extends string>({ label, value, options, onChoose }: SegmentsProps<V>) {
  return (
    <div role="group" aria-label={label} className="mb-4 flex flex-wrap gap-1">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChoose(option.value)}
          className={cn(
            "min-h-8 rounded-full px-3 text-[0.8125rem] font-medium text-muted hover:bg-raised",
            option.value === value && "bg-brand-soft text-on-brand-soft hover:bg-brand-soft",
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
