import check from "../../../../../resources/icons/check.svg";
import chevronLeft from "../../../../../resources/icons/chevron-left.svg";
import chevronRight from "../../../../../resources/icons/chevron-right.svg";
import close from "../../../../../resources/icons/close.svg";
import forward from "../../../../../resources/icons/forward.svg";
import heart from "../../../../../resources/icons/heart.svg";
import hub from "../../../../../resources/icons/hub.svg";
import medical from "../../../../../resources/icons/medical.svg";
import megaphone from "../../../../../resources/icons/megaphone.svg";
import minus from "../../../../../resources/icons/minus.svg";
import pause from "../../../../../resources/icons/pause.svg";
import play from "../../../../../resources/icons/play.svg";
import player from "../../../../../resources/icons/player.svg";
import plus from "../../../../../resources/icons/plus.svg";
import stop from "../../../../../resources/icons/stop.svg";
import warning from "../../../../../resources/icons/warning.svg";

// The desktop's own icon set; bundled text, never anything from outside.
const DRAWINGS = {
  check,
  chevronLeft,
  chevronRight,
  close,
  forward,
  heart,
  hub,
  medical,
  megaphone,
  minus,
  pause,
  play,
  player,
  plus,
  stop,
  warning,
};

export type IconName = keyof typeof DRAWINGS;

export const Icon = ({ name }: { name: IconName }) => (
  <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: DRAWINGS[name] }} />
);
