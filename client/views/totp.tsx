/** The authenticator app: set up with a QR code that is drawn here, or turn off. */
import { generate } from "lean-qr/nano";
import { useEffect, useRef } from "preact/hooks";
import { ConfirmRow } from "./confirm-row";
import { CodeField } from "./fields";
import { FormRow } from "./form-row";
import { Row } from "./row";
import type { ViewProps } from "./view";

export function Totp(view: ViewProps) {
  const { state, act } = view;
  const { isTotpOn, totpSetup } = state;
  const row = { ...view, setting: "setUpTotp", title: "Authenticator app" } as const;
  if (isTotpOn === undefined) return <Row {...row} value="…" open={undefined} />;
  if (isTotpOn) {
    return (
      <ConfirmRow
        {...row}
        value="On: signing in asks for its code"
        open="Turn off"
        question="Signing in will take the password alone."
        yes="Turn it off"
        onYes={act.turnOffTotp}
      />
    );
  }
  return (
    <FormRow
      {...row}
      value="Off"
      open="Set up"
      onOpen={act.startTotp}
      submit="Turn it on"
      onSubmit={({ code }) => act.finishTotp(code)}
    >
      {totpSetup && (
        <>
          <p>Scan this with an authenticator app, or type the key. Then enter the code that the app shows.</p>
          <QrCode text={totpSetup.address} />
          <p class="hint">
            Key: <code class="secret">{totpSetup.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
          </p>
          <CodeField task="setUpTotp" state={state} label="Code of the app" />
        </>
      )}
    </FormRow>
  );
}

function QrCode({ text }: { text: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) generate(text).toCanvas(canvas.current, { on: [0, 0, 0], off: [255, 255, 255], pad: 3 });
  }, [text]);
  return <canvas ref={canvas} class="qr" role="img" aria-label="QR code with the key" />;
}
