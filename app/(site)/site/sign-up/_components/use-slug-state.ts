"use client";

import { useEffect, useState } from "react";
import { visitorApi } from "@/app/_trpc/visitor-api";
import type { SlugStateDto } from "@/server/modules/sign-up/schema";

type SlugState = SlugStateDto["state"];
/** Long enough to finish a word; the server counts the questions of a network. */
const PAUSE_MS = 300;

/** Whether the address being typed can be had: asked when the typing pauses, undefined until then; `ask` asks at once. */
export function useSlugState(slug: string) {
  const [answer, setAnswer] = useState<{ slug: string; state: SlugState }>();
  const ask = async (): Promise<SlugState> => {
    const { state } = await visitorApi.signUp.checkSlug.query({ slug });
    setAnswer({ slug, state });
    return state;
  };
  useEffect(() => {
    if (slug === "") return undefined;
    let stale = false;
    const timer = setTimeout(() => {
      visitorApi.signUp.checkSlug.query({ slug }).then(
        ({ state }) => stale || setAnswer({ slug, state }),
        // Unreachable or asked too often: `ask` says so when the form is sent.
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [slug]);
  return { state: answer?.slug === slug ? answer.state : undefined, ask };
}
