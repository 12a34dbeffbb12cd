import type { VNode } from "preact";

interface SelectProps<T extends string> {
  readonly id: string;
  readonly label: string;
  readonly options: readonly {
    readonly value: T;
    readonly label: string;
    readonly disabled?: boolean;
    readonly title?: string;
  }[];
  readonly value: T;
  readonly disabled?: boolean;
  readonly onChoose: (value: T) => void;
}

/** The browser's own list, in the editor's colours: it opens beyond the panel's edge, and every keyboard knows it. */
export function Select<T extends string>(props: SelectProps<T>): VNode {
  const { id, label, options, value, disabled = false, onChoose } = props;
  return (
    <div class="select">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        disabled={disabled}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value);
          if (chosen !== undefined) onChoose(chosen.value);
        }}
      >
        {options.map((option) => (
          <option
            key={option.value}
            value={option.value}
            disabled={option.disabled ?? false}
            title={option.title}
          >
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
