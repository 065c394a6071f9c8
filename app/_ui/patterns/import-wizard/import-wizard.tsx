"use client";

import { useState } from "react";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Card } from "@/app/_ui/primitives/card";
import { CheckStep } from "./check-step";
import { FileStep } from "./file-step";
import type { ImportCheck, ImportRun, ImportTarget, Mapping } from "./import-target";
import { MappingStep } from "./mapping-step";
import { keepMapping, rememberedMapping } from "./remembered-mapping";
import { type ReadFile, readFile } from "./read-file";
import { RunStep } from "./run-step";
import { Steps } from "./steps";

type State =
  | { step: "file" }
  | { step: "mapping"; file: ReadFile; mapping: Mapping; remembered?: boolean }
  | { step: "check"; file: ReadFile; mapping: Mapping; check: ImportCheck }
  | { step: "run"; run: ImportRun };

type ImportWizardProps = {
  target: ImportTarget;
  /** A run that was left and is found again. */
  runAtStart?: ImportRun | undefined;
};

/** File → columns → dry run → run → report; the same for every kind of import. */
export function ImportWizard({ target, runAtStart }: ImportWizardProps) {
  const [state, setState] = useState<State>(
    runAtStart ? { step: "run", run: runAtStart } : { step: "file" },
  );
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const go = async (next: () => Promise<State>) => {
    setBusy(true);
    setError(null);
    try {
      setState(await next());
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  const restart = () => setState({ step: "file" });
  return (
    <div className="max-w-3xl space-y-5">
      <Steps at={state.step} />
      <Card className="space-y-5 p-5">
        {error !== null && <ErrorNotice error={error} />}
        {state.step === "file" && (
          <FileStep
            target={target}
            busy={busy}
            onFile={(chosen) =>
              go(async () => {
                const file = await readFile(chosen, target.table);
                const remembered = rememberedMapping(target.key, file.header);
                const mapping = { ...target.guess(file.header), ...remembered };
                return { step: "mapping", file, mapping, remembered: remembered !== undefined };
              })
            }
          />
        )}
        {state.step === "mapping" && (
          <MappingStep
            {...state}
            target={target}
            busy={busy}
            onBack={restart}
            onMapping={(mapping) => setState({ ...state, mapping })}
            onNext={() =>
              go(async () => {
                const { file, mapping } = state;
                const check = await target.check(file.fileId, mapping);
                keepMapping(target.key, file.header, mapping);
                return { step: "check", file, mapping, check };
              })
            }
          />
        )}
        {state.step === "check" && (
          <CheckStep
            check={state.check}
            target={target}
            busy={busy}
            onBack={() => setState({ ...state, step: "mapping" })}
            onNext={(control) =>
              go(async () => ({
                step: "run",
                run: await target.start(state.file.fileId, state.mapping, control),
              }))
            }
          />
        )}
        {state.step === "run" && (
          <RunStep key={state.run.id} run={state.run} target={target} onAgain={restart} />
        )}
      </Card>
    </div>
  );
}
