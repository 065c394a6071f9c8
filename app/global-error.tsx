"use client";

/** The frame itself failed: no texts, no brand, nothing that could fail again. */
export default function GlobalError() {
  return (
    <html lang="es">
      <body>
        <main>
          <h1>Error</h1>
          <p>
            <a href="/">↻</a>
          </p>
        </main>
      </body>
    </html>
  );
}
