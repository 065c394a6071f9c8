"use client";

import { List, MapPinned } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import { Skeleton } from "@/app/_ui/primitives/skeleton";
import { EmptyState } from "../empty-state";
import { type MapPoint, placeable } from "./points";

const HEIGHT = "h-80";

/** The map library is heavy: it comes when the first map is on the screen. */
const Drawing = dynamic(() => import("./map-drawing").then((module) => module.MapDrawing), {
  ssr: false,
  loading: () => <Skeleton className={HEIGHT} />,
});

type MapViewProps = { title: string; points: readonly MapPoint[]; loading?: boolean };

/** Where things are: near ones gathered, each one a button, and the same as a list. Useful without any tiles. */
export function MapView({ title, points, loading }: MapViewProps) {
  const t = useTranslations("map");
  const [asList, setAsList] = useState(false);
  const [broken, setBroken] = useState(false);
  const placed = placeable(points);
  if (loading) return <Skeleton className={HEIGHT} />;
  if (placed.length === 0)
    return (
      <EmptyState icon={MapPinned} title={t("empty")}>
        {t("emptyText")}
      </EmptyState>
    );
  const list = asList || broken;
  return (
    <section aria-label={t("label", { title })} className="min-w-0">
      <div className="mb-2 flex items-center justify-between gap-2">
        <h3 className="font-semibold">{title}</h3>
        {!broken && (
          <Button variant="quiet" onClick={() => setAsList((shown) => !shown)}>
            {asList ? <MapPinned aria-hidden /> : <List aria-hidden />}
            {asList ? t("map") : t("list")}
          </Button>
        )}
      </div>
      {broken && (
        <Notice tone="info" className="mb-2">
          {t("noWebGl")}
        </Notice>
      )}
      {list ? (
        <PointList points={placed} />
      ) : (
        <div className={HEIGHT}>
          <Drawing points={placed} onBroken={() => setBroken(true)} />
        </div>
      )}
    </section>
  );
}

function PointList({ points }: { points: readonly MapPoint[] }) {
  return (
    <ul className="max-h-80 divide-y divide-subtle overflow-auto rounded-card border border-subtle">
      {points.map(({ id, label, note, href }) => (
        <li key={id} className="flex min-h-10 items-center justify-between gap-3 px-3 py-2">
          {href ? (
            <Link href={href} className="text-brand-text underline-offset-4 hover:underline">
              {label}
            </Link>
          ) : (
            <span>{label}</span>
          )}
          {note && <span className="text-[0.8125rem] text-muted">{note}</span>}
        </li>
      ))}
    </ul>
  );
}
