/** Every answer is HTTP 200, as theirs are. */
export const yes = (answer: unknown): Response =>
  Response.json({ webService: "standin", version: "V4", status: "SUCCESS", answer });
export const no = (errorCode: string): Response =>
  Response.json({
    ...{ webService: "standin", version: "V4", status: "ERROR" },
    answer: { errorCode, errorMessage: "stand-in", detailedErrorCode: null },
  });

/** In place of the vendor's script: two buttons that pay, as its form would. */
export const FORM_JS = `window.KR = {
  setFormConfig: async (config) => { KR.config = config; return { KR }; },
  onSubmit: (handler) => { KR.handler = handler; },
  renderElements: async (where) => {
    for (const words of ["Pay", "Decline"]) {
      const one = document.createElement("button");
      one.textContent = words;
      one.onclick = async () => {
        const url = new URL("/standin/pay", KR.home);
        url.searchParams.set("token", KR.config.formToken);
        if (words === "Decline") url.searchParams.set("declined", "1");
        KR.handler({ clientAnswer: await (await fetch(url, { method: "POST" })).json() });
      };
      document.querySelector(where).append(one);
    }
  },
};
KR.home = document.currentScript.src;`;
