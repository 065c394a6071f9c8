"use client";

import { useSearchParams } from "next/navigation";
import { RouterList } from "./router-list";
import { RouterRecord } from "./router-record";

/** All routers, or the one that the address names. */
export function NetworkHome() {
  const routerId = useSearchParams().get("router");
  return routerId ? <RouterRecord routerId={routerId} /> : <RouterList />;
}
