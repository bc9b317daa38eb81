import "@shoelace-style/shoelace/dist/themes/light.css";
import "@shoelace-style/shoelace";
import { registerIconLibrary } from "@shoelace-style/shoelace";
import { resolver, start } from "./page.js";

registerIconLibrary("default", { resolver });
start();
