/** What is seen when the page cannot start. */
import { Button } from "./button";

interface CannotStartProps {
  readonly title: string;
  readonly faults: readonly string[];
  readonly onRetry: () => unknown;
}

export const CannotStart = ({ title, faults, onRetry }: CannotStartProps) => (
  <main class="narrow">
    <div class="card" role="alert">
      <h1>{title}</h1>
      <ul>
        {faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
      <div class="actions">
        <Button isPrimary onClick={onRetry}>
          Try again
        </Button>
      </div>
    </div>
  </main>
);
