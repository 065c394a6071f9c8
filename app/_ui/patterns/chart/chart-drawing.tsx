"use client";

import {
  Bar,
  BarChart,
  CartesianGrid,
  Cell,
  Line,
  LineChart,
  Pie,
  PieChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { ChartProps } from "./chart";
import { lookOf } from "./series";

type DrawingProps = ChartProps & { format: (value: number) => string };

const TICK = { fill: "var(--muted)", fontSize: 12 };
const TOOLTIP = {
  contentStyle: {
    background: "var(--surface)",
    border: "1px solid var(--border)",
    borderRadius: 8,
    color: "var(--text)",
    fontSize: 13,
  },
  labelStyle: { color: "var(--muted)" },
  itemStyle: { color: "var(--text)" },
};

/** The drawing alone; loaded when it is needed. Nothing moves by itself. */
export function ChartDrawing(props: DrawingProps) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      {props.kind === "donut" ? donut(props) : props.kind === "line" ? lines(props) : bars(props)}
    </ResponsiveContainer>
  );
}

function axes({ format }: DrawingProps) {
  return (
    <>
      <CartesianGrid vertical={false} stroke="var(--border)" />
      <XAxis
        dataKey="at"
        tick={TICK}
        tickLine={false}
        axisLine={{ stroke: "var(--border)" }}
        minTickGap={16}
      />
      <YAxis tick={TICK} tickLine={false} axisLine={false} width="auto" tickFormatter={format} />
      <Tooltip
        {...TOOLTIP}
        cursor={{ fill: "var(--raised)", stroke: "var(--border)" }}
        formatter={(value) => format(Number(value))}
      />
    </>
  );
}

function lines(props: DrawingProps) {
  return (
    <LineChart data={[...props.rows]} accessibilityLayer={false}>
      {axes(props)}
      {props.series.map(({ key, label }, index) => (
        <Line
          key={key}
          dataKey={key}
          name={label}
          stroke={lookOf(index).colour}
          strokeDasharray={lookOf(index).dash}
          strokeWidth={2.5}
          dot={false}
          isAnimationActive={false}
        />
      ))}
    </LineChart>
  );
}

function bars(props: DrawingProps) {
  return (
    <BarChart data={[...props.rows]} accessibilityLayer={false}>
      {axes(props)}
      {props.series.map(({ key, label }, index) => (
        <Bar
          key={key}
          dataKey={key}
          name={label}
          fill={lookOf(index).colour}
          stackId={props.kind === "stacked" ? "all" : undefined}
          isAnimationActive={false}
        />
      ))}
    </BarChart>
  );
}

/** The first series as slices, one for each row. */
function donut({ rows, series, format }: DrawingProps) {
  return (
    <PieChart accessibilityLayer={false}>
      <Pie
        data={[...rows]}
        dataKey={series[0]?.key ?? ""}
        nameKey="at"
        innerRadius="58%"
        outerRadius="90%"
        stroke="var(--surface)"
        strokeWidth={2}
        rootTabIndex={-1}
        isAnimationActive={false}
      >
        {rows.map((row, index) => (
          <Cell key={row.at} fill={lookOf(index).colour} />
        ))}
      </Pie>
      <Tooltip {...TOOLTIP} formatter={(value) => format(Number(value))} />
    </PieChart>
  );
}
