//! Frames of a page whose documents came with it, each as a page of its own.

use super::{FRAME_DOCUMENT, Node, NodeId, Tree};

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
        let mut frame = self.copied(self.document_in(element)?);
        frame.move_boxes();
        Some(frame)
    }

    /// The page without what its frames show; None when they show nothing, so that it is so already.
    pub fn alone(&self) -> Option<Self> {
        let holds_frame = (0..self.len() as NodeId).any(|id| self.tag(id) == FRAME_DOCUMENT);
        holds_frame.then(|| {
            let mut page = self.copied(0);
            page.url.clone_from(&self.url);
            page
        })
    }

    /// What stands in an element and in no frame below it, as a tree of its own.
    fn copied(&self, root: NodeId) -> Self {
        let mut made = Self::new(self.source);
        (made.names, made.strings) = (self.names.clone(), self.strings.clone());
        let mut moved = vec![0; self.end(root) as usize];
        let mut id = root;
        while id < self.end(root) {
            if self.tag(id) == FRAME_DOCUMENT {
                id = self.end(id);
                continue;
            }
            moved[id as usize] = made.len() as NodeId;
            let node = self.nodes[id as usize];
            let parent = moved[node.parent as usize];
            let first_attribute = made.attributes.len() as u32;
            made.nodes.push(Node { parent, end: 0, first_attribute, ..node });
            made.attributes.extend_from_slice(self.raw_attributes(id));
            made.observed.extend(self.observed.get(id as usize));
            made.places.extend(self.places.get(id as usize));
            id += 1;
        }
        made.nodes[0].parent = 0;
        made.close();
        made
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
