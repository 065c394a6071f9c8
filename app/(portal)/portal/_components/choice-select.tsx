"use client";

import { Select } from "@/app/_ui/primitives/input";

type ChoiceSelectProps = {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChoose: (value: string) => void;
};

/** A choice with the browser's own select, named for readers of the screen. */
export function ChoiceSelect({ label, value, options, onChoose }: ChoiceSelectProps) {
  return (
    <Select
      aria-label={label}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
      className="w-auto"
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  );
}
