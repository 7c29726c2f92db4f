import { numberText } from "../i18n";
import { Icon } from "./icon";

const PRECISION = 100;

/** A number between two big buttons; a tap on it lets one type. */
export function Stepper(props: {
  label: string;
  value: number;
  step: number;
  least: number;
  most: number;
  onChange: (value: number) => void;
}) {
  const { label, value, step, least, most } = props;
  const to = (next: number): void => props.onChange(Math.min(Math.max(next, least), most));
  return (
    <div class="stepper" role="group" aria-label={label}>
      <span class="stepper-label">{label}</span>
      <div class="stepper-row">
        <button
          type="button"
          class="square"
          aria-label={`${label} −`}
          disabled={value <= least}
          onClick={() => to(value - step)}
        >
          <Icon name="minus" />
        </button>
        <span class="stepper-value">
          <input
            inputMode="decimal"
            aria-label={label}
            value={numberText(value)}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => {
              const typed = Number(event.currentTarget.value.replace(",", "."));
              if (Number.isFinite(typed)) to(Math.round(typed * PRECISION) / PRECISION);
              event.currentTarget.value = numberText(value);
            }}
          />
        </span>
        <button
          type="button"
          class="square"
          aria-label={`${label} +`}
          disabled={value >= most}
          onClick={() => to(value + step)}
        >
          <Icon name="plus" />
        </button>
      </div>
    </div>
  );
}
