//! Frames of a page whose documents came with it, each as a page of its own.

use super::{FRAME_DOCUMENT, Node, NodeId, Observed, Tree};

/// A frame that a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The frame's element.
    pub element: NodeId,
    /// Its name, else its id, as browsers name frames; empty when it has neither.
    pub name: String,
    /// Its address as it is written; empty when it has none.
    pub address: String,
    /// Whether the page holds its document: that of another origin stays outside.
    pub is_open: bool,
}

impl Tree {
    /// The page's frames in document order, those in frames and in shadow roots included.
    pub fn frames(&self) -> Vec<Frame> {
        let is_frame = |&id: &NodeId| matches!(self.tag(id), "iframe" | "frame");
        (0..self.len() as NodeId).filter(is_frame).map(|id| self.frame_at(id)).collect()
    }

    fn frame_at(&self, element: NodeId) -> Frame {
        let given = |name| self.attribute(element, name).filter(|value| !value.is_empty());
        Frame {
            element,
            name: given("name").or_else(|| given("id")).unwrap_or_default().to_owned(),
            address: given("src").unwrap_or_default().trim().to_owned(),
            is_open: self.document_in(element).is_some(),
        }
    }

    /// The document that a frame's element shows, alone; None when the page does not hold it.
    ///
    /// Boxes are moved so that the document begins where the page would.
    pub fn frame(&self, element: NodeId) -> Option<Self> {
        let root = self.document_in(element)?;
        let (from, to) = (root as usize, self.end(root) as usize);
        let first_attribute = self.nodes[from].first_attribute;
        let last_attribute =
            self.nodes.get(to).map_or(self.attributes.len(), |node| node.first_attribute as usize);
        let moved = |node: &Node| Node {
            parent: node.parent.saturating_sub(root),
            end: node.end - root,
            first_attribute: node.first_attribute - first_attribute,
            ..*node
        };
        let part = |observed: &Vec<Observed>| observed.get(from..to).map(<[_]>::to_vec).unwrap_or_default();
        let mut frame = Self {
            source: self.source,
            nodes: self.nodes[from..to].iter().map(moved).collect(),
            attributes: self.attributes[first_attribute as usize..last_attribute].to_vec(),
            observed: part(&self.observed),
            places: self.places.get(from..to).map(<[_]>::to_vec).unwrap_or_default(),
            names: self.names.clone(),
            strings: self.strings.clone(),
            url: String::new(),
        };
        frame.nodes[0].parent = 0;
        frame.move_boxes();
        Some(frame)
    }

    /// The root element of the document that stands in a frame's element.
    fn document_in(&self, element: NodeId) -> Option<NodeId> {
        let document = self.children(element).find(|&child| self.tag(child) == FRAME_DOCUMENT)?;
        self.first_child(document)
    }

    fn move_boxes(&mut self) {
        let Some([left, top, ..]) = self.rect(0) else { return };
        for observed in &mut self.observed {
            if let Some([x, y, ..]) = &mut observed.rect {
                (*x, *y) = (x.saturating_sub(left), y.saturating_sub(top));
            }
        }
    }
}
