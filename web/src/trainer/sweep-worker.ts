import { servePage } from "./serve-page";
import type { ToSweeper } from "./sweep-messages";
import { Sweeper } from "./sweeper";
import type { FullTrainer } from "./trainer-module";

servePage<ToSweeper>((trainer, post) => new Sweeper(trainer as FullTrainer, post));
