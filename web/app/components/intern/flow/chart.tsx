import { ReactFlow, type Connection, type Edge } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import '../../../styles/flow.css'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { STAGES, type Stage } from '#schema/conversation.ts'
import { changeRule, firstCondition } from '../../../intern/flow/edits.ts'
import { drawFlow, type Place } from '../../../intern/flow/place.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ENTRY_HANDLE, placedNodes, ruleAt, ruleHandle } from './chart-nodes.ts'
import { useFlowTab } from './context.ts'
import { PeopleNode } from './people-node.tsx'
import { RuleEdge, type RuleLine } from './rule-edge.tsx'
import { StageNode } from './stage-node.tsx'

const NODES = { stage: StageNode, people: PeopleNode }
const EDGES = { rule: RuleEdge }
/** While the width is not known. */
const HEIGHT_MEANWHILE = 300
const isStage = (id: string | null): id is Stage => STAGES.some((stage) => stage === id)

/**
 * The stages as a graph, drawn as wide as there is room and as high as it takes: nothing to move or to zoom. Everything
 * in it is a button; dragging from a dot to a stage makes a rule, or leads one there.
 */
export function FlowChart() {
  const { t } = useTranslation('flow')
  const tab = useFlowTab()
  const { flow, words, mayEdit, edit, select, addRule } = tab
  const [frame, width] = useWidth()
  const drawing = width === null ? null : drawFlow({ flow, width, mayEdit })

  function connect({ source, sourceHandle, target }: Connection) {
    if (!isStage(source)) return
    const to: Place = isStage(target) ? target : 'people'
    const at = ruleAt(sourceHandle)
    if (at === null) {
      addRule(source, { when: firstCondition(flow.stages[source]), to })
      return
    }
    edit(changeRule(flow, source, at, { to }))
    select({ place: source, at })
  }

  const edges: RuleLine[] = (drawing?.lines ?? []).map(({ stage, at, to, points }) => ({
    id: `${stage}.${String(at)}`,
    type: 'rule',
    ...{ source: stage, sourceHandle: ruleHandle(at), target: to, targetHandle: ENTRY_HANDLE },
    ...{ data: { points, stage, at, to }, zIndex: isLit(stage, at) ? 1 : 0 },
    ariaLabel: `${words.stage(stage)}. ${words.rule(flow.stages[stage].rules[at] ?? { when: { is: 'always' }, to }, at)}`,
  }))

  function isLit(stage: Stage, at: number): boolean {
    const { selected } = tab
    return tab.isTaken(stage, at) || (selected?.place === stage && selected.at === at)
  }

  return (
    <div
      ref={frame}
      role="group"
      aria-label={t('chart')}
      className="flow-chart"
      style={{ height: drawing?.height ?? HEIGHT_MEANWHILE }}
    >
      {drawing === null ? (
        <div className="grid grid-cols-5 gap-12 p-6">
          {STAGES.map((stage) => (
            <Skeleton key={stage} className="rounded-md h-40" />
          ))}
        </div>
      ) : (
        <ReactFlow
          ariaLabelConfig={{
            'node.a11yDescription.default': t('openStage'),
            'node.a11yDescription.keyboardDisabled': t('openStage'),
            'edge.a11yDescription.default': t('openRule'),
          }}
          nodes={placedNodes(drawing, { flow, mayEdit }, (place) => words.place(place))}
          edges={edges}
          nodeTypes={NODES}
          edgeTypes={EDGES}
          onConnect={connect}
          onEdgeClick={(_, { data }: Edge<RuleLine['data'] & object>) => {
            if (data) select({ place: data.stage, at: data.at })
          }}
          isValidConnection={({ source, target }) => source !== target}
          defaultViewport={{ x: 0, y: 0, zoom: 1 }}
          {...{ minZoom: 1, maxZoom: 1, panOnDrag: false, zoomOnScroll: false, zoomOnPinch: false }}
          {...{ zoomOnDoubleClick: false, preventScrolling: false, autoPanOnConnect: false, autoPanOnNodeFocus: false }}
          {...{ nodesDraggable: false, nodesFocusable: false, edgesFocusable: false, elementsSelectable: false }}
          nodesConnectable={mayEdit}
          connectOnClick={false}
          connectionRadius={24}
          disableKeyboardA11y
          deleteKeyCode={null}
          attributionPosition="bottom-left"
        />
      )}
    </div>
  )
}

/** The width of an element, once it is known. */
function useWidth() {
  const ref = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState<number | null>(null)
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    const measure = new ResizeObserver(() => setWidth(element.clientWidth))
    measure.observe(element)
    return () => measure.disconnect()
  }, [])
  return [ref, width] as const
}
