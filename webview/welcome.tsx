import type { VNode } from "preact";
import { Icon, type IconName } from "./icons";
import { SecondaryButton } from "./parts";
import { dispatch, post, strings } from "./store";
import { Button, Link } from "./widgets";

/** What the panel shows before there is anything to show: what it does, and how to begin. */
export function Welcome(): VNode {
  const words = strings.welcome;
  const [beforeKeys = "", afterKeys = ""] = words.hoverText.split("{0}");
  return (
    <div class="welcome">
      <section class="section">
        <h1 class="title">{words.title}</h1>
        <p class="dim">{words.lead}</p>
        <div class="actions">
          <Button
            icon={<Icon name="folder" />}
            onClick={() => post({ type: "actionRequested", action: "open-lesson" })}
          >
            {words.openLesson}
          </Button>
          <Link onClick={() => post({ type: "actionRequested", action: "open-walkthrough" })}>
            {words.walkthrough}
          </Link>
        </div>
      </section>
      <div class="jobs">
        <Job
          picture={<CurvePicture />}
          title={words.trainTitle}
          text={words.trainText}
          icon="play"
          action={words.train}
          onAction={() => dispatch({ type: "screenChosen", screen: "training" })}
        />
        <Job
          picture={<GradientPicture />}
          title={words.deriveTitle}
          text={words.deriveText}
          icon="tree"
          action={words.derive}
          onAction={() => post({ type: "actionRequested", action: "derive" })}
        />
        <Job
          picture={<TiePicture />}
          title={words.hoverTitle}
          text={
            <>
              {beforeKeys}
              <kbd>{/Mac/.test(navigator.platform) ? words.hoverKeysMac : words.hoverKeys}</kbd>
              {afterKeys}
            </>
          }
          icon="eye"
          action={words.hover}
          onAction={() => post({ type: "actionRequested", action: "try-hover" })}
        />
      </div>
      <p class="promise meta">
        <Icon name="shield" />
        {words.promise}
      </p>
    </div>
  );
}

interface JobProps {
  readonly picture: VNode;
  readonly title: string;
  readonly text: VNode | string;
  readonly icon: IconName;
  readonly action: string;
  readonly onAction: () => void;
}

function Job({ picture, title, text, icon, action, onAction }: JobProps): VNode {
  return (
    <section class="section job">
      <div class="job-picture">{picture}</div>
      <div>
        <h2 class="job-title">{title}</h2>
        <p class="dim">{text}</p>
        <SecondaryButton class="small" icon={<Icon name={icon} />} onClick={onAction}>
          {action}
        </SecondaryButton>
      </div>
    </section>
  );
}

function CurvePicture(): VNode {
  return (
    <svg width="64" height="44" viewBox="0 0 64 44" aria-hidden="true">
      <path class="axis-line" d="M4 3V39.5H62" />
      <path class="ink-line" d="M6 5C17 9 16 29 30 32C40 34 50 34 60 35" />
      <path class="ink-line dotted" d="M6 8C16 13 17 31 31 34C41 36 50 36 60 37" />
    </svg>
  );
}

/** The inputs' ruler runs along one matrix and down the other. */
export function TiePicture(): VNode {
  return (
    <svg width="68" height="44" viewBox="0 0 68 44" aria-hidden="true">
      <rect class="outline" x="8.5" y="9.5" width="30" height="14" rx="2" />
      <rect class="outline" x="50.5" y="9.5" width="5" height="30" rx="2" />
      <rect class="outline" x="62.5" y="9.5" width="5" height="14" rx="2" />
      <path class="ruler-m" d="M8 4.5H41Q45 4.5 45 8.5V40" />
      <path class="ruler-n" d="M3.5 9.5V24" />
    </svg>
  );
}

/** A row of errors meets the columns of the inputs: the product that a gradient is. */
export function GradientPicture(): VNode {
  return (
    <svg width="64" height="44" viewBox="0 0 64 44" aria-hidden="true">
      <rect class="outline" x="2.5" y="13.5" width="30" height="18" rx="2" />
      <rect class="lit" x="2.5" y="19.5" width="30" height="6" rx="1" />
      <rect class="lit" x="39.5" y="6.5" width="6" height="32" rx="1" />
      <path class="ink-line thin" d="M50 20.5H55M50 24.5H55" />
      <rect class="outline" x="58.5" y="13.5" width="5" height="18" rx="1" />
      <rect class="filled" x="58.5" y="19.5" width="5" height="6" rx="1" />
    </svg>
  );
}
