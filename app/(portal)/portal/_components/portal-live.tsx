"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** News that come together are drawn together. */
const GATHER_MS = 800;

/** Keeps what the server drew true: each fact about the customer's account draws the page anew, without a reload. */
export function PortalLive() {
  const router = useRouter();
  useEffect(() => {
    const source = new EventSource("/api/live?face=portal");
    let timer: ReturnType<typeof setTimeout> | undefined;
    const news = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        router.refresh();
      }, GATHER_MS);
    };
    source.addEventListener("message", news);
    source.addEventListener("reset", news);
    source.addEventListener("closed", () => {
      source.close();
      // The session is over: the server decides where to go.
      location.reload();
    });
    return () => {
      source.close();
      clearTimeout(timer);
    };
  }, [router]);
  return null;
}
