import java.io.File;
import org.gephi.graph.api.Graph;
import org.gephi.graph.api.GraphController;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/** Opens each file named with Gephi's own importer; prints its nodes, edges, whether it changes, and all issues. */
public class GephiImport {
    public static void main(String[] files) throws Exception {
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        ImportController importing = Lookup.getDefault().lookup(ImportController.class);
        projects.newProject();
        for (String file : files) {
            Workspace workspace = projects.newWorkspace(projects.getCurrentProject());
            projects.openWorkspace(workspace);
            Container container = importing.importFile(new File(file));
            importing.process(container, new DefaultProcessor(), workspace);
            Graph graph = Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace).getGraph();
            boolean dynamic = graph.getModel().isDynamic();
            System.out.println(String.join("\t", file, "" + graph.getNodeCount(), "" + graph.getEdgeCount(), "" + dynamic));
            container.getReport().getIssues(Integer.MAX_VALUE).forEachRemaining(
                issue -> System.out.println("issue\t" + issue.getLevel() + "\t" + issue.getMessage()));
        }
        System.exit(0);
    }
}
