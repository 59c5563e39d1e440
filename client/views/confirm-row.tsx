/** A setting that is changed by saying yes. */
import { failureOf } from "../state/state";
import { Alert } from "./alert";
import { Button } from "./button";
import { Cancel, Row, type RowProps } from "./row";

interface ConfirmRowProps extends Omit<RowProps, "children"> {
  readonly question: string;
  readonly yes: string;
  readonly onYes: () => unknown;
}

export function ConfirmRow({ question, yes, onYes, ...row }: ConfirmRowProps) {
  const { state, setting } = row;
  return (
    <Row {...row}>
      <p>{question}</p>
      <Alert failure={failureOf(state, setting)} />
      <div class="actions">
        <Button isDangerous isRunning={state.running === setting} onClick={onYes}>
          {yes}
        </Button>
        <Cancel {...row} label="Keep as it is" />
      </div>
    </Row>
  );
}
