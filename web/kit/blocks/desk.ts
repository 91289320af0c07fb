import * as Blockly from 'blockly/core';
import { findSpec } from '../../../scoring/wire/block.ts';
import type { Names, Offer } from '../../../scoring/wire/item.ts';
import type { Program } from '../../../scoring/wire/program.ts';
import { repairAria } from './aria.ts';
import { countDesk, countProgram, limitBlocks } from './cap.ts';
import { BLOCK_MEDIA, BLOCK_RENDERER } from './look.ts';
import { trimMenus } from './menu.ts';
import { nameBlocks } from './names.ts';
import { placeBlock } from './placement.ts';
import { loadProgram, readProgram } from './program.ts';
import { readBlockTheme, readScale } from './theme.ts';
import { layToolbox } from './toolbox.ts';
import { openTrashToKeys } from './trash.ts';

/** Why the program on the desk is another one than before. */
export type ChangeReason = 'edit' | 'reset' | 'undo' | 'redo';

export interface DeskSetup {
  program: Program;
  /** Blocks on offer; none for a task in which strips are only ordered. */
  toolbox: readonly Offer[];
  /** What the blocks may name. */
  names: Names | undefined;
  /** Most blocks, hats and typed numbers not counted; undefined = no cap. */
  cap: number | undefined;
  changed: (program: Program, reason: ChangeReason) => void;
  /** The desk was scrolled, zoomed or edited: what lies over it must move along. */
  moved: (blocks: number) => void;
}

/** A workspace on which a pupil builds. */
export class Desk {
  readonly workspace: Blockly.WorkspaceSvg;
  readonly #setup: DeskSetup;
  readonly #place: HTMLElement;
  #told: string;
  #reason: ChangeReason = 'edit';
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The block touched last: a touch in the toolbox puts its block there. */
  #near: string | undefined;

  constructor(place: HTMLElement, setup: DeskSetup) {
    this.#setup = setup;
    this.#place = place;
    trimMenus();
    this.workspace = Blockly.inject(place, options(setup));
    if (setup.names) nameBlocks(this.workspace, setup.names);
    limitBlocks(this.workspace, setup.cap);
    this.#hearUndo();
    this.#offer();
    openTrashToKeys(this.workspace);
    loadProgram(this.workspace, setup.program);
    this.#told = JSON.stringify(readProgram(this.workspace));
    this.workspace.addChangeListener((event) => {
      this.#follow(event);
      this.#lookOver();
      setup.moved(this.#count());
      if (!event.isUiEvent && !this.workspace.isDragging()) this.#settle();
    });
    this.#lookOver();
    setup.moved(this.#count());
  }

  /** Tells an edit that has not been told yet, at once: before leaving the task or the page. */
  flush(): void {
    clearTimeout(this.#timer);
    const program = readProgram(this.workspace);
    const text = JSON.stringify(program);
    const reason = this.#reason;
    this.#reason = 'edit';
    if (text === this.#told) return;
    this.#told = text;
    this.#setup.changed(program, reason);
  }

  /** Puts the keyboard on the program: what it then takes from the toolbox joins there. */
  enter(): void {
    const start = this.workspace.getTopBlocks(true).find(({ type }) => type === 'start');
    Blockly.getFocusManager().focusNode(start ?? this.workspace);
  }

  undo(): void {
    Blockly.hideChaff();
    this.workspace.undo(false);
  }

  redo(): void {
    Blockly.hideChaff();
    this.workspace.undo(true);
  }

  /** Puts `program` in the place of all that lies here; one step back undoes it. */
  replace(program: Program): void {
    this.flush();
    Blockly.hideChaff();
    this.#reason = 'reset';
    Blockly.Events.setGroup(true);
    for (const top of this.workspace.getTopBlocks(false)) top.dispose(false);
    for (const block of program.blocks)
      Blockly.serialization.blocks.append(
        structuredClone(block) as Blockly.serialization.blocks.State,
        this.workspace,
        { recordUndo: true },
      );
    Blockly.Events.setGroup(false);
    this.#settle();
  }

  /** Lights the block that runs and brings it into view; nothing = no light. */
  light(id: string | undefined): void {
    this.workspace.highlightBlock(id ?? null);
    const block = id === undefined ? null : this.workspace.getBlockById(id);
    if (block) this.workspace.scrollBoundsIntoView(block.getBoundingRectangleWithoutChildren(), 24);
  }

  /** Where a note about a block belongs, in the page's pixels: right of it. */
  findPlace(id: string): { x: number; y: number } | undefined {
    const block = this.workspace.getBlockById(id);
    if (!block) return undefined;
    const { right, top } = block.getBoundingRectangleWithoutChildren();
    return Blockly.utils.svgMath.wsToScreenCoordinates(
      this.workspace,
      new Blockly.utils.Coordinate(right, top),
    );
  }

  resize(): void {
    Blockly.svgResize(this.workspace);
  }

  dispose(): void {
    this.flush();
    this.workspace.dispose();
  }

  /** Lays out the toolbox, once the names are known, and takes touches in it. */
  #offer(): void {
    const { toolbox, names } = this.#setup;
    const flyout = this.workspace.getFlyout();
    if (!flyout) return;
    this.workspace.updateToolbox(layToolbox(toolbox, names));
    const shelf = flyout.getWorkspace();
    shelf.addChangeListener((event) => {
      const touched =
        event instanceof Blockly.Events.Click && shelf.getBlockById(event.blockId ?? '');
      const offered = touched ? touched.getRootBlock() : undefined;
      if (offered?.isEnabled() !== true) return;
      placeBlock(
        offered,
        this.workspace,
        this.workspace.getBlockById(this.#near ?? '') ?? undefined,
      );
    });
  }

  /** A touch on the empty desk leaves the block; going to the toolbox does not. */
  #follow(event: Blockly.Events.Abstract): void {
    if (
      event instanceof Blockly.Events.Click &&
      event.targetType === Blockly.Events.ClickTarget.WORKSPACE
    )
      this.#near = undefined;
    if (event instanceof Blockly.Events.Selected && event.newElementId !== undefined)
      this.#near = this.workspace.getBlockById(event.newElementId)
        ? event.newElementId
        : this.#near;
  }

  /** What a cap limits are all blocks, the loose ones too; without one, what counts is what runs. */
  #count(): number {
    return this.#setup.cap === undefined ? countProgram(this.workspace) : countDesk(this.workspace);
  }

  /** What does not hang below a hat does not run, and looks it. */
  #lookOver(): void {
    for (const block of this.workspace.getAllBlocks(false)) {
      const isLoose = block.getParent() === null && findSpec(block.type)?.kind !== 'hat';
      block.getSvgRoot().classList.toggle('loose', isLoose);
    }
    repairAria(this.#place);
  }

  /** Undo by a key goes past the buttons, and is undo all the same. */
  #hearUndo(): void {
    const undo = this.workspace.undo.bind(this.workspace);
    this.workspace.undo = (redo) => {
      this.flush();
      this.#reason = redo ? 'redo' : 'undo';
      undo(redo);
      this.#settle();
    };
  }

  /**
   * Tells the edit once the events of the same turn are through: a drop is several. No longer, or
   * the page would say "saved" of what it has not been told.
   */
  #settle(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.flush();
    });
  }
}

function options({ toolbox }: DeskSetup): Blockly.BlocklyOptions {
  const line = getComputedStyle(document.documentElement).getPropertyValue('--line').trim();
  return {
    renderer: BLOCK_RENDERER,
    theme: readBlockTheme(),
    media: BLOCK_MEDIA,
    sounds: false,
    comments: false,
    collapse: false,
    disable: false,
    modalInputs: false,
    trashcan: toolbox.length > 0,
    grid: { spacing: 24, length: 2, colour: line, snap: false },
    zoom: {
      controls: true,
      wheel: false,
      pinch: true,
      startScale: readScale(),
      minScale: 0.5,
      maxScale: 1.6,
    },
    move: { scrollbars: true, drag: true, wheel: true },
    // Any limit makes Blockly ask; the answer is that of limitBlocks.
    maxBlocks: 1,
    ...(toolbox.length > 0 && { toolbox: { kind: 'flyoutToolbox', contents: [] } }),
  };
}
