import { Component, type ReactNode } from "react";
import { Button, StepTitle } from "./parts.tsx";
import { Say } from "./say.tsx";

/** Shows a way on where a screen has failed. What was done is kept all the same: it is stored before it is shown. */
export class WholePage extends Component<{ readonly children: ReactNode }, { readonly hasFailed: boolean }> {
  override readonly state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <main>
        <StepTitle word="unavailable-title" />
        <p>
          <Say word="unavailable-text" />
        </p>
        <Button word="try-again" look="main" onPress={() => location.reload()} />
      </main>
    );
  }
}
