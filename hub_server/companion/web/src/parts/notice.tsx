import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon";

export type Tone = "info" | "ok" | "warning" | "danger";

/** A sentence that must be read, with what to do about it. */
export const Notice = (props: {
  tone: Tone;
  icon: IconName;
  title: string;
  text?: string | undefined;
  children?: ComponentChildren;
}) => (
  <section class={`notice ${props.tone}`} role={props.tone === "danger" ? "alert" : "status"}>
    <Icon name={props.icon} />
    <div class="notice-words">
      <strong>{props.title}</strong>
      {props.text && <p>{props.text}</p>}
      {props.children}
    </div>
  </section>
);
