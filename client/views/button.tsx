import type { ButtonHTMLAttributes } from "preact";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly isPrimary?: boolean;
  readonly isDangerous?: boolean;
  /** Stays focusable while it works, so that the focus is not lost. */
  readonly isRunning?: boolean;
}

export function Button({ isPrimary, isDangerous, isRunning = false, children, ...attributes }: ButtonProps) {
  const looks = ["button", isPrimary && "primary", isDangerous && "dangerous"].filter(Boolean).join(" ");
  return (
    <button type="button" class={looks} aria-busy={isRunning} {...attributes}>
      {children}
    </button>
  );
}
