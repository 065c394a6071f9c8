import base from "../../vitest.config";

/** The tests that the mutation score is taken with: those of the code that is mutated, none that starts processes of its own. */
export default {
  ...base,
  test: {
    ...base.test,
    include: ["server/{kernel,tenancy,auth,jobs,modules/auth,modules/jobs}/**/*.test.ts"],
    exclude: ["server/jobs/queue-contract.test.ts", "server/jobs/{graphile,qstash}/**"],
  },
};
