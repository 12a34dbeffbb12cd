import { render } from "preact";
import { Panel } from "./panel";
import { connect } from "./store";
import { connectTraining } from "./training/trainingStore";
import { registerWidgets } from "./widgets";
import "uplot/dist/uPlot.min.css";
import "./panel.css";

registerWidgets();
const root = document.getElementById("panel");
if (root !== null) {
  render(<Panel />, root);
  connect();
  connectTraining();
}
